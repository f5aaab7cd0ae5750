import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, existsSync, openSync, writeSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { until } from "../support/until.ts";

const CLI = fileURLToPath(new URL("../../control-plane/cli/main.ts", import.meta.url));
const ANY = "127.0.0.1:0";
/** Well above the half second that lines are given, and well below a supervisor's patience. */
const ENDS_WITHIN_MS = 5_000;

let folder: string;
let status: string;
let http: string;
const running = new Set<ChildProcess>();

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "aios-log-"));
  await writeFile(
    join(folder, "config.yaml"),
    `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: nobody }
spec: { dialect: openai, url: "http://127.0.0.1:9/v1", via: direct }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec: { match: { models: ["*"] }, targets: [{ upstream: nobody }] }
`,
  );
});
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
});
after(() => rm(folder, { recursive: true, force: true }));

/** Its log cannot tell which ports it has taken: they are chosen here. */
async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const taken = server.address();
  assert.ok(taken !== null && typeof taken === "object");
  server.close();
  await once(server, "close");
  return `127.0.0.1:${taken.port}`;
}

async function startSidecar(stdout: number | "pipe"): Promise<ChildProcess> {
  status = await freeAddress();
  http = await freeAddress();
  const flags = ["--http", http, "--grpc", ANY, "--admin", ANY, "--status", status];
  const child = spawn(
    process.execPath,
    [CLI, "sidecar", "--config", join(folder, "config.yaml"), "--log-level", "debug", ...flags],
    { stdio: ["ignore", stdout, "inherit"], env: { ...process.env, NODE_V8_COVERAGE: undefined } },
  );
  running.add(child);
  await until(isReady, "the sidecar", 20_000);
  return child;
}

async function isReady(): Promise<boolean> {
  const response = await fetch(`http://${status}/readyz`).catch(() => undefined);
  await response?.body?.cancel();
  return response?.status === 200;
}

/** Each one fails, and is logged. */
async function callMuch(): Promise<void> {
  for (const status of await Promise.all(Array.from({ length: 50 }, call))) assert.ok(status >= 500);
}

async function call(): Promise<number> {
  const response = await fetch(`http://${http}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: "Hello" }] }),
  });
  await response.body?.cancel();
  return response.status;
}

/** Callers that go on until the sidecar is gone. */
async function callOn(): Promise<void> {
  const caller = async () => {
    for (;;) await call();
  };
  await Promise.allSettled(Array.from({ length: 8 }, caller));
}

/** The code it ended with; `undefined` when it did not. */
async function endOf(child: ChildProcess): Promise<number | null | undefined> {
  const exited = once(child, "exit", { signal: AbortSignal.timeout(ENDS_WITHIN_MS) });
  child.kill("SIGTERM");
  return exited.then(
    ([code]) => code,
    () => undefined,
  );
}

test("a sidecar whose disk is full serves on and ends when it is told to", {
  skip: existsSync("/dev/full") ? false : "there is no /dev/full",
}, async () => {
  const full = openSync("/dev/full", "w");
  const child = await startSidecar(full);
  closeSync(full);
  await callMuch();
  assert.equal(await endOf(child), 0);
});

test("a sidecar whose log's reader has died serves on and ends when it is told to", async () => {
  const child = await startSidecar("pipe");
  child.stdout?.destroy();
  await callMuch();
  const calling = callOn();
  assert.equal(await endOf(child), 0);
  await calling;
});

test("a sidecar whose log's reader has stopped reading serves on and ends when it is told to", async () => {
  const pipe = join(folder, "pipe");
  await promisify(execFile)("mkfifo", [pipe]);
  const reader = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  const filler = Buffer.alloc(4_096, "x");
  assert.throws(
    () => {
      for (;;) writeSync(reader, filler);
    },
    { code: "EAGAIN" },
  );
  // A descriptor of its own, that waits, as a shell would make it.
  const writer = openSync(pipe, constants.O_WRONLY);
  const child = await startSidecar(writer);
  closeSync(writer);
  await callMuch();
  const code = await endOf(child);
  closeSync(reader);
  assert.equal(code, 0);
});

test("lines written before a normal end arrive, in a file and through a pipe", async () => {
  const path = join(folder, "log");
  const file = openSync(path, "w");
  const toFile = await startSidecar(file);
  closeSync(file);
  await callMuch();
  assert.equal(await endOf(toFile), 0);

  const toPipe = await startSidecar("pipe");
  let piped = "";
  toPipe.stdout?.on("data", (chunk: Buffer) => {
    piped += chunk.toString("utf8");
  });
  await callMuch();
  assert.equal(await endOf(toPipe), 0);

  for (const text of [await readFile(path, "utf8"), piped]) {
    const events = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).event);
    assert.equal(events.at(-1), "stopped");
    assert.equal(events.filter((event) => event === "call-ended").length, 50);
  }
});
