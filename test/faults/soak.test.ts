import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const SOAK = fileURLToPath(new URL("../soak/main.ts", import.meta.url));

/** Too short to judge memory; the long run is `npm run soak`. */
test("a few seconds of mixed load with faults give no wrong answer and leave nothing behind", {
  timeout: 120_000,
}, async (t) => {
  const { code, output } = await new Promise<{ readonly code: number; readonly output: string }>(
    (resolve) => {
      const env = { ...process.env, NODE_V8_COVERAGE: undefined };
      const child = execFile(
        process.execPath,
        [SOAK, "--minutes", "0.15"],
        { env },
        (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
      );
    },
  );
  t.diagnostic(output);
  assert.equal(code, 0, output);
});
