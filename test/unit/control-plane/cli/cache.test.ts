import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type PurgeOptions, runPurge } from "../../../../control-plane/cli/cache/purge.ts";
import { runStats, type StatsOptions } from "../../../../control-plane/cli/cache/stats.ts";
import { cacheCommand } from "../../../../control-plane/cli/cache.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { until } from "../../../support/until.ts";

const CLI = fileURLToPath(new URL("../../../../control-plane/cli/main.ts", import.meta.url));

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly document: unknown;
}

/** Answers every request in the same way. */
async function server(
  context: TestContext,
  answer: (response: ServerResponse) => void,
): Promise<{ readonly address: string; readonly asked: Asked[] }> {
  const asked: Asked[] = [];
  const listening = createServer(async (request, response) => {
    const text = (await request.toArray()).join("");
    asked.push({
      method: request.method,
      url: request.url,
      document: text === "" ? undefined : JSON.parse(text),
    });
    answer(response);
  });
  listening.listen(0, "127.0.0.1");
  await once(listening, "listening");
  context.after(() => {
    listening.closeAllConnections();
    listening.close();
  });
  return { address: `127.0.0.1:${(listening.address() as AddressInfo).port}`, asked };
}

const says =
  (document: unknown, status = 200) =>
  (response: ServerResponse) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(document));
  };

function streams(context: TestContext, clock = new FakeClock()) {
  const written = { stdout: "", stderr: "" };
  const sink = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  context.after(() => assert.equal(clock.running, 0, "a timer was left running"));
  return { written, clock, stdout: sink("stdout"), stderr: sink("stderr") };
}

async function purge(context: TestContext, options: PurgeOptions) {
  const { written, ...rest } = streams(context);
  const exitCode = await runPurge(options, rest);
  return { exitCode, ...written };
}

async function stats(context: TestContext, options: StatsOptions) {
  const { written, ...rest } = streams(context);
  const exitCode = await runStats(options, rest);
  return { exitCode, ...written };
}

const OUTCOME = { sequence: 1, sidecars: 3, confirmed: 3, answers: 1_234, tookMs: 8.24, kept: "disk" };
const everywhere = (address: string, more: Partial<PurgeOptions> = {}): PurgeOptions => ({
  purged: { tags: ["catalogue", "menu"] },
  at: { type: "control-plane", url: `http://${address}/` },
  waitMs: 2_000,
  ...more,
});

test("a purge of all sidecars says in one line what it came to", async (context) => {
  const { address, asked } = await server(context, says(OUTCOME));
  assert.deepEqual(await purge(context, everywhere(address)), {
    exitCode: 0,
    stdout: "purged 1,234 answers in 3 sidecars in 8.2 ms\n",
    stderr: "",
  });
  assert.deepEqual(asked, [
    {
      method: "POST",
      url: "/api/v1/cache/purge",
      document: { tags: ["catalogue", "menu"], wait: "2000ms" },
    },
  ]);
});

test("when not every sidecar has confirmed it the exit code is 1, and it says what becomes of the others", async (context) => {
  const { address } = await server(context, says({ ...OUTCOME, confirmed: 2, answers: 1, tookMs: 2_000.4 }));
  const { exitCode, stdout, stderr } = await purge(context, everywhere(address));
  assert.deepEqual([exitCode, stdout], [1, ""]);
  assert.equal(
    stderr,
    "aios cache purge: 2 of 3 sidecars have confirmed it, within 2000 ms (1 answer removed); the rest is told as soon as it can be\n",
  );
});

test("without any sidecar nothing has failed, and it says so", async (context) => {
  const none = { ...OUTCOME, sidecars: 0, confirmed: 0, answers: 0 };
  const { address } = await server(context, says(none));
  const { exitCode, stdout } = await purge(context, everywhere(address));
  assert.deepEqual(
    [exitCode, stdout],
    [0, "no sidecar is connected; those that connect are told to purge\n"],
  );
});

test("a purge that could not be put on disk is carried out, with a warning", async (context) => {
  const { address } = await server(context, says({ ...OUTCOME, kept: "failed" }));
  const { exitCode, stderr } = await purge(context, everywhere(address));
  assert.equal(exitCode, 0);
  assert.match(stderr, /could not put the purge on disk/);
});

test("with --admin one sidecar alone is purged, and the line says so", async (context) => {
  const { address, asked } = await server(context, says({ answers: 1, tookMs: 0.31 }));
  const one: PurgeOptions = { purged: { all: true }, at: { type: "sidecar", address }, waitMs: 2_000 };
  const { exitCode, stdout } = await purge(context, one);
  assert.deepEqual(
    [exitCode, stdout],
    [0, `purged 1 answer in the sidecar at ${address} alone, in 0.3 ms\n`],
  );
  assert.deepEqual(asked, [{ method: "POST", url: "/cache/purge", document: { all: true } }]);
});

for (const [what, answer, says_] of [
  ["a refusal", says({ error: "tags[0]: no." }, 400), /refused \(400\): tags\[0\]: no\./],
  ["an SDK's error", says({ error: { message: "Not here." } }, 404), /refused \(404\): Not here\./],
  ["what is no JSON", (response: ServerResponse) => response.writeHead(502).end("<html>"), /refused \(502\)/],
  ["another program's answer", says({ ok: true }), /is not the control plane of this version/],
] as const) {
  test(`${what} is told in one line, with exit code 1`, async (context) => {
    const { address } = await server(context, answer);
    const { exitCode, stdout, stderr } = await purge(context, everywhere(address));
    assert.deepEqual([exitCode, stdout], [1, ""]);
    assert.match(stderr, says_);
    assert.equal(stderr.split("\n").length, 2);
  });
}

test("where nobody listens it says so, and how to name another address", async (context) => {
  const closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
  const address = `127.0.0.1:${(closed.address() as AddressInfo).port}`;
  closed.close();
  await once(closed, "close");
  const { exitCode, stderr } = await purge(context, everywhere(address));
  assert.equal(exitCode, 1);
  assert.match(stderr, /cannot be reached at http:\/\/127\.0\.0\.1:\d+.*ECONNREFUSED.*--control-plane-api/);
  const told = await stats(context, { admin: address, output: "text" });
  assert.equal(told.exitCode, 1);
  assert.match(told.stderr, /^aios cache stats: the sidecar's admin cannot be reached.*--admin\n$/);
});

test("after two seconds it says that it waits, and in the end that nobody has answered", async (context) => {
  const { address, asked } = await server(context, () => {});
  const clock = new FakeClock();
  const { written, ...rest } = streams(context, clock);
  const purging = runPurge(everywhere(address), rest);
  await until(() => asked.length === 1, "the request");
  await clock.advance(1_999);
  assert.equal(written.stderr, "");
  await clock.advance(1);
  assert.equal(written.stderr, "waiting for the control plane: 2 s\n");
  await clock.advance(1_000);
  assert.match(written.stderr, /: 3 s\n$/);
  await clock.advance(9_000);
  assert.equal(await purging, 1);
  assert.match(written.stderr, /has not answered within 12 s\n$/);
});

const TALLY = {
  route: "chat",
  hits: { hit: 1_200, coalesced: 34, stale: 1 },
  misses: { absent: 400, expired: 20 },
  bypasses: { "no-store": 3 },
  hitRatio: 0.7462,
  savedTokens: { input: 120_000, output: 34_567 },
  savedDollars: 12.345,
};
const CACHE = {
  entries: 420,
  bytes: 1_572_864,
  maxBytes: 67_108_864,
  purgedUpTo: 0,
  routes: [
    TALLY,
    {
      route: "embeddings",
      hits: {},
      misses: {},
      bypasses: { temperature: 2 },
      savedTokens: { input: 0, output: 0 },
      savedDollars: 0,
    },
  ],
  tags: [{ tag: "route:chat", entries: 420, bytes: 1_572_864 }],
  answers: [{ key: "0123456789abcdef" }],
};

test("the stats are a table by route, and the tags that most answers have", async (context) => {
  const { address } = await server(context, says(CACHE));
  const { exitCode, stdout } = await stats(context, { admin: address, output: "text" });
  assert.equal(exitCode, 0);
  assert.equal(
    stdout,
    [
      "420 answers, 1.5 MiB of 64 MiB",
      "",
      "route       hit ratio  hits                                      misses                        by-passed          saved tokens            saved",
      "chat        74.6 %     1,235 (1,200 hit, 34 coalesced, 1 stale)  420 (400 absent, 20 expired)  3 (3 no-store)     120,000 in, 34,567 out  $12.35",
      "embeddings  -          -                                         -                             2 (2 temperature)  -                       -",
      "",
      "tag         answers  size",
      "route:chat  420      1.5 MiB",
      "",
    ].join("\n"),
  );
});

test("with -o json the stats are what the admin tells, without single answers", async (context) => {
  const { address, asked } = await server(context, says(CACHE));
  const { exitCode, stdout } = await stats(context, { admin: address, output: "json" });
  assert.equal(exitCode, 0);
  const { answers: _, ...told } = CACHE;
  assert.deepEqual(JSON.parse(stdout), told);
  assert.deepEqual(asked, [{ method: "GET", url: "/cache?limit=0", document: undefined }]);
});

test("before the first call there is no table", async (context) => {
  const { address } = await server(context, says({ ...CACHE, entries: 0, bytes: 0, routes: [], tags: [] }));
  assert.equal(
    (await stats(context, { admin: address, output: "text" })).stdout,
    "0 answers, 0 B of 64 MiB\nNo call has come by a route with a cache yet.\n",
  );
});

/** What the command says of arguments that it does not take. */
async function refusalOf(args: readonly string[]): Promise<string> {
  let said = "";
  const command = cacheCommand();
  for (const each of [command, ...command.commands])
    each.exitOverride().configureOutput({ writeErr: (text) => (said += text) });
  await assert.rejects(command.parseAsync(args, { from: "user" }), { name: "CommanderError" });
  return said;
}

for (const [what, args, says_] of [
  ["nothing to purge", ["purge"], /say what to purge/],
  ["a bad tag", ["purge", "--tag", "ok", "a b"], /"a b" is no tag/],
  ["a bad tag in a list", ["purge", "--tag", "ok,b c"], /"b c" is no tag/],
  ["everything as a tag", ["purge", "--tag", "*"], /use --all/],
  ["too many tags", ["purge", "--tag", Array.from({ length: 1_001 }, String).join(",")], /1000 tags at most/],
  ["tags and all", ["purge", "--all", "--tag", "a"], /cannot be used with/],
  [
    "two addresses",
    ["purge", "--all", "--admin", "a:1", "--control-plane-api", "http://b"],
    /cannot be used with/,
  ],
  ["too long to wait", ["purge", "--all", "--wait", "5m"], /30s at most/],
  ["no URL", ["purge", "--all", "--control-plane-api", "8501"], /Expected a URL/],
  ["no address", ["stats", "--admin", "8402"], /Expected HOST:PORT/],
  ["an unknown command", ["prune"], /Did you mean purge/],
  ["an unknown format", ["stats", "-o", "xml"], /text, json/],
] as const) {
  test(`${what} is an error of usage`, async () => {
    assert.match(await refusalOf(args), says_);
  });
}

test("an error of usage has exit code 2, also inside a command of a command", () => {
  const { status, stderr } = spawnSync(process.execPath, [CLI, "cache", "purge"], {
    encoding: "utf8",
    env: { ...process.env, NODE_V8_COVERAGE: undefined, AIOS_TAG: "a,b c" },
  });
  assert.equal(status, 2, stderr);
  assert.match(stderr, /value 'a,b c' from env 'AIOS_TAG'.*"b c" is no tag/);
});
