import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { until } from "../support/until.ts";

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

interface Soak {
  readonly child: ChildProcess;
  /** Where its temporary files are, and nobody else's. */
  readonly folder: string;
  /** Process ids of the stack. */
  readonly stack: readonly number[];
  readonly output: () => string;
}

/** Resolves with the first line of progress, when the load is on. */
async function startSoak(t: TestContext): Promise<Soak> {
  const folder = await mkdtemp(join(tmpdir(), "aios-soak-test-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const child = spawn(process.execPath, [SOAK, "--minutes", "5"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_V8_COVERAGE: undefined, TMPDIR: folder },
  });
  t.after(() => child.kill("SIGKILL"));
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString("utf8");
  });
  await until(() => /^[2-9] s: \d+ calls answered/m.test(output), "progress", 30_000);
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid="]);
  const stack = stdout
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid = 0, parent]) => (parent === child.pid ? [pid] : []));
  assert.equal(stack.length, 3, "a provider, a control plane and a sidecar");
  return { child, folder, stack, output: () => output };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("a soak that is interrupted reports what it has seen and leaves nothing behind", {
  timeout: 60_000,
}, async (t) => {
  const { child, folder, stack, output } = await startSoak(t);
  const ended = once(child, "close");
  child.kill("SIGINT");
  assert.deepEqual(await ended, [130, null], output());
  assert.match(output(), /: [1-9]\d* answered, 0 wrong/);
  assert.match(output(), /ended early/);
  assert.match(output(), /Nothing was found until then\./);
  assert.deepEqual(stack.filter(isRunning), []);
  const left = (await readdir(folder)).filter((name) => name.startsWith("aios-"));
  assert.deepEqual(left, []);
});

test("the processes of a soak do not outlive it, however it dies", { timeout: 60_000 }, async (t) => {
  const { child, stack } = await startSoak(t);
  child.kill("SIGKILL");
  await until(() => !stack.some(isRunning), "the end of its processes");
});
