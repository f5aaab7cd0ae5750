import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { holdDefaultPorts } from "../support/default-ports.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

/** The README's code, as it stands there. */
async function blocks(language: string): Promise<readonly string[]> {
  const readme = await readFile(`${ROOT}README.md`, "utf8");
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(
    (match) => match[1] ?? "",
  );
}

let letGo: () => Promise<void>;
before(async () => {
  letGo = await holdDefaultPorts();
});
after(() => letGo());

/** `aios dev` takes the default ports: one at a time. */
function startDev(...flags: readonly string[]) {
  const env = { ...process.env };
  // With a real key the example would call a real provider.
  for (const name of ["OPENAI_API_KEY", "ANTHROPIC_API_KEY", "NODE_V8_COVERAGE"]) delete env[name];
  const dev = spawn(process.execPath, ["control-plane/cli/main.ts", "dev", ...flags], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString("utf8");
      if (output.includes("ctrl-c ends it")) resolve();
    };
    dev.stdout.on("data", read);
    dev.stderr.on("data", read);
    dev.on("close", (code) => reject(new Error(`aios dev ended with ${code}: ${output}`)));
  });
  return { dev, env, ready, exited: once(dev, "close"), output: () => output };
}

test("the README's curl, SDK, gRPC and embedded calls answer, also when it is broken, and the provider never sees the address", {
  timeout: 60_000,
}, async () => {
  const { dev, env, ready, exited } = startDev();
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

    const breakIt = (await blocks("sh")).find((block) => block.includes("/simulated/fault"));
    await run("sh", ["-c", breakIt ?? "exit 1"], { cwd: ROOT });
    const degraded = await fetch("http://127.0.0.1:8400/v1/chat/completions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: "Something new" }] }),
    });
    assert.equal(degraded.status, 200);
    assert.match(degraded.headers.get("x-aios-degraded") ?? "", /^reply; /);
    await fetch("http://127.0.0.1:8600/simulated/fault", { method: "DELETE" });
    const ranking = await fetch("http://127.0.0.1:8400/v1/rerank", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "rerank-v3.5", query: "a", documents: ["b", "a"] }),
    });
    assert.equal(JSON.parse(await ranking.text()).results[0].index, 1);
    const pictures = await fetch("http://127.0.0.1:8400/v1/images/generations", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "gpt-image-1", prompt: "a cat" }),
    });
    assert.equal(JSON.parse(await pictures.text()).data.length, 1);

    const received = await (await fetch("http://127.0.0.1:8600/simulated/received")).text();
    assert.match(received, /\[EMAIL_1\]/);
    assert.doesNotMatch(received, /ada@example\.com|555 0132|4111 1111/);

    const second = startDev();
    await assert.rejects(
      second.ready,
      /ended with 1: aios: the address for the simulated provider, 127\.0\.0\.1:8600, is in use by another process/,
    );
  } finally {
    dev.kill("SIGINT");
  }
  assert.deepEqual(await exited, [0, null]);
});

test("`aios dev` with a configuration of one's own says what to ask for, and whose each line of the log is", {
  timeout: 60_000,
}, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "aios-dev-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(
    join(folder, "config.yaml"),
    `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: own }
spec: { dialect: openai, url: "http://127.0.0.1:9/v1", models: [own-model] }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec: { match: { models: ["own-*"] }, targets: [{ upstream: own }] }
`,
  );
  const { dev, ready, exited, output } = startDev("--config", folder);
  try {
    await ready;
    const curl = /^ {2}curl .*\n(?: {4}.*\n)+/m.exec(output())?.[0] ?? "exit 1";
    assert.match(curl, /"model":"own-model"/);
    const { stdout } = await run("sh", ["-c", curl], { cwd: ROOT });
    assert.match(stdout, /error/);
    assert.match(
      output(),
      /A simulated provider runs for your upstreams to name: http:\/\/127\.0\.0\.1:8600 /,
    );
    const answering = await fetch("http://127.0.0.1:8600/v1/models");
    assert.equal(answering.status, 200);
    await answering.body?.cancel();
  } finally {
    dev.kill("SIGINT");
  }
  await exited;
  for (const process of ["sidecar", "control-plane"])
    assert.match(output(), new RegExp(`"process":"${process}","event":"call-ended"`));
});

test("`aios dev` with an empty folder says that there is no Route, and with a missing one that there is no such file", {
  timeout: 60_000,
}, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "aios-dev-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const empty = startDev("--config", folder);
  await empty.ready.finally(() => empty.dev.kill("SIGINT"));
  await empty.exited;
  assert.match(empty.output(), /There is no Route in /);
  assert.doesNotMatch(empty.output(), /are answered by|Try it/);

  const missing = startDev("--config", join(folder, "nowhere"));
  await assert.rejects(missing.ready, /ended with 1: .*there is no such file/s);
  assert.doesNotMatch(missing.output(), /the one in force stays/);
});

test("the README's policy is one, and what it redacts can be seen by its commands", {
  timeout: 60_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), "aios-readme-"));
  try {
    const [policy] = await blocks("yaml");
    assert.ok(policy !== undefined);
    const file = join(folder, "policy.yaml");
    await writeFile(file, policy);
    const cli = "control-plane/cli/main.ts";
    await run(process.execPath, [cli, "check", file], { cwd: ROOT });
    const told = "EMP-123456 of Blue Harvest, ada@example.com and support@example.com, 4111 1111 1111 1111";
    await writeFile(join(folder, "told.txt"), told);
    const { stdout } = await run(
      process.execPath,
      [cli, "redact", "--config", file, "--policy", "support", join(folder, "told.txt")],
      { cwd: ROOT },
    );
    assert.equal(
      stdout.trim(),
      "[EMPLOYEEID_1] of [CODENAME_1], [EMAIL_1] and support@example.com, **** **** **** 1111",
    );
    const lines = (await blocks("sh")).find((block) => block.includes("npx aios redact"))?.split("\n") ?? [];
    for (const line of lines.filter((each) => each !== "")) {
      const command = line.replace("npx aios", `"${process.execPath}" ${cli}`);
      const { stdout: printed } = await run("sh", ["-c", command], { cwd: ROOT });
      assert.notEqual(printed, "", line);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
