import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

/** The README's code, as it stands there. */
async function blocks(language: string): Promise<readonly string[]> {
  const readme = await readFile(`${ROOT}README.md`, "utf8");
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(
    (match) => match[1] ?? "",
  );
}

test("the README's curl, SDK, gRPC and embedded calls answer, and the provider never sees the address", {
  timeout: 60_000,
}, async () => {
  const env = { ...process.env };
  // With a real key the example would call a real provider.
  for (const name of ["OPENAI_API_KEY", "ANTHROPIC_API_KEY", "NODE_V8_COVERAGE"]) delete env[name];
  const dev = spawn(process.execPath, ["control-plane/cli/main.ts", "dev"], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString("utf8");
      if (output.includes("aios is ready")) resolve();
    };
    dev.stdout.on("data", read);
    dev.stderr.on("data", read);
    dev.on("exit", (code) => reject(new Error(`aios dev ended with ${code}: ${output}`)));
  });
  const exited = once(dev, "exit");
  try {
    await ready;
    const curl = (await blocks("sh")).find((block) => block.includes("/v1/chat/completions"));
    const { stdout } = await run("sh", ["-c", curl ?? "exit 1"], { cwd: ROOT });
    assert.equal(JSON.parse(stdout).choices[0].message.content, "You said: Write to ada@example.com");

    const snippets = await blocks("js");
    const prompts = [
      "Call ada on +1 415 555 0132",
      "Pay with 4111 1111 1111 1111",
      "Write to ada@example.com",
    ];
    assert.equal(snippets.length, prompts.length);
    for (const [index, prompt] of prompts.entries()) {
      const snippet = snippets[index] ?? "";
      const said = await run(process.execPath, ["--input-type=module", "-e", snippet], { cwd: ROOT, env });
      assert.equal(said.stdout.trimEnd(), `You said: ${prompt}`);
    }

    const received = await (await fetch("http://127.0.0.1:8600/simulated/received")).text();
    assert.match(received, /\[EMAIL_1\]/);
    assert.doesNotMatch(received, /ada@example\.com|555 0132|4111 1111/);
  } finally {
    dev.kill("SIGINT");
  }
  assert.deepEqual(await exited, [0, null]);
});
