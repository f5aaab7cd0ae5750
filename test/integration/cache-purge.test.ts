import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { FakeRedis } from "../support/fake-redis.ts";
import { type Fleet, type FleetOptions, startFleet } from "../support/fleet.ts";
import { until } from "../support/until.ts";

const CONFIG = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "{openai}" }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: spare }
spec: { dialect: openai, url: "{openai}" }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec:
  match: { models: ["gpt-*"] }
  targets: [{ upstream: openai }]
  cache: { exact: { ttl: 10m }, tags: [catalogue] }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: other }
spec:
  match: { models: ["other-*"] }
  targets: [{ upstream: spare, model: gpt-4o-mini }]
  cache: { exact: { ttl: 10m } }
`;

/** The control plane pushes to every sidecar in less than this, however busy the machine that runs the tests is. */
const PUSHED_WITHIN_MS = 1_000;

let fleet: Fleet;
let questions = 0;

interface Asked {
  readonly sidecar?: number;
  readonly model?: string;
  readonly tags?: string;
  readonly question?: string;
}

/** What \`x-aios-cache\` says of a chat. */
async function ask({
  sidecar = 0,
  model = "gpt-4o-mini",
  tags,
  question = "hello",
}: Asked = {}): Promise<string> {
  const response = await fetch(`http://${fleet.sidecars[sidecar]?.addresses.http}/v1/chat/completions`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(tags === undefined ? {} : { "x-aios-cache-tags": tags }),
    },
    body: JSON.stringify({ model, messages: [{ role: "user", content: `${question} ${questions}` }] }),
  });
  assert.equal(response.status, 200, await response.text());
  return response.headers.get("x-aios-cache") ?? "";
}

interface Outcome {
  readonly sequence: number;
  readonly sidecars: number;
  readonly confirmed: number;
  readonly answers: number;
  readonly tookMs: number;
  readonly kept: string;
}

function post(document: unknown, contentType = "application/json"): Promise<Response> {
  return fetch(`http://${fleet.controlPlane.addresses.http}/api/v1/cache/purge`, {
    method: "POST",
    headers: { "content-type": contentType },
    body: JSON.stringify(document),
  });
}

async function purge(document: unknown): Promise<Outcome> {
  const response = await post(document);
  const body = await response.json();
  assert.equal(response.status, 200, JSON.stringify(body));
  return body as Outcome;
}

async function admin(sidecar: number, path: string, document?: unknown) {
  const response = await fetch(`http://${fleet.sidecars[sidecar]?.addresses.admin}${path}`, {
    ...(document === undefined
      ? {}
      : {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(document),
        }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const everySidecar = <Result>(act: (sidecar: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(fleet.sidecars.map((_, sidecar) => act(sidecar)));

describe("three sidecars and a control plane", () => {
  before(async () => {
    fleet = await startFleet({ config: CONFIG, sidecars: 3 });
  });
  after(() => fleet.close());
  beforeEach(() => {
    questions++;
  });
  afterEach(() => fleet.provider.clear());

  test("a purge has reached every one of them in less than a second, when it is answered", async (context) => {
    const times: number[] = [];
    for (let round = 0; round < 9; round++) {
      assert.deepEqual(await everySidecar((sidecar) => ask({ sidecar })), ["miss", "miss", "miss"]);
      assert.deepEqual(await everySidecar((sidecar) => ask({ sidecar })), ["hit", "hit", "hit"]);
      const began = performance.now();
      const outcome = await purge({ tags: ["catalogue"] });
      times.push(performance.now() - began);
      const { sidecars, confirmed, answers, kept } = outcome;
      assert.deepEqual(
        { sidecars, confirmed, answers, kept },
        { sidecars: 3, confirmed: 3, answers: 3, kept: "memory" },
      );
    }
    times.sort((left, right) => left - right);
    const told = times.map((ms) => ms.toFixed(1)).join(", ");
    context.diagnostic(`purged everywhere after (ms): ${told}; median ${times[4]?.toFixed(1)}`);
    assert.ok((times[4] ?? Number.POSITIVE_INFINITY) < PUSHED_WITHIN_MS, told);
  });

  // Whether three answers are gone: one of the route, one of another model of it, one of another route and upstream that
  // asked for the first one's model.
  for (const [what, tag, gone] of [
    ["route", "route:chat", [true, true, false]],
    ["model", "model:gpt-4o-mini", [true, false, true]],
    ["model as it was asked for", "model:other-model", [false, false, true]],
    ["upstream", "upstream:openai", [true, true, false]],
    ["route's own tag", "catalogue", [true, true, false]],
    ["call's own tag", "menu@2", [true, false, false]],
  ] as const) {
    test(`answers are purged by their ${what}, and no others`, async () => {
      const askAll = async () => [
        await ask({ tags: "menu@2" }),
        await ask({ model: "gpt-4.1" }),
        await ask({ model: "other-model" }),
      ];
      await purge({ all: true });
      await askAll();
      assert.deepEqual(await askAll(), ["hit", "hit", "hit"]);
      assert.equal((await purge({ tags: [tag] })).answers, gone.filter(Boolean).length);
      assert.deepEqual(
        await askAll(),
        gone.map((isGone) => (isGone ? "miss" : "hit")),
      );
    });
  }

  test("a purge by tags that no answer has takes nothing away", async () => {
    await ask();
    const { answers, confirmed } = await purge({ tags: ["route:chat2", "catalog", "CATALOGUE"] });
    assert.deepEqual({ answers, confirmed }, { answers: 0, confirmed: 3 });
    assert.equal(await ask(), "hit");
  });

  test("everything is purged when all is asked for", async () => {
    await ask();
    await ask({ model: "other-model" });
    assert.ok((await purge({ all: true })).answers >= 2);
    assert.deepEqual([await ask(), await ask({ model: "other-model" })], ["miss", "miss"]);
  });

  test("an answer that is on its way when the purge comes is given, and not kept", async () => {
    fleet.provider.setFault({ type: "delay", ms: 300 }, 1);
    const asked = ask({ question: "slow" });
    await fleet.provider.arrival(1);
    await purge({ tags: ["catalogue"] });
    const late = ask({ question: "slow" });
    assert.deepEqual(await Promise.all([asked, late]), ["miss", "miss"]);
    assert.equal(fleet.provider.received.length, 2, "who comes after the purge asks anew");
    assert.equal(await ask({ question: "slow" }), "hit", "what was asked for after it is kept");
  });

  test("purges that come all at once are all carried out, with numbers that grow", async () => {
    const before = await admin(0, "/cache");
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => purge({ tags: [`tag-${index}`] })),
    );
    for (const { sidecars, confirmed } of outcomes) assert.deepEqual([sidecars, confirmed], [3, 3]);
    const sequences = outcomes.map(({ sequence }) => sequence);
    assert.equal(new Set(sequences).size, 50);
    assert.ok(Math.min(...sequences) > Number(before.body["purgedUpTo"]));
    for (const { body } of await everySidecar((sidecar) => admin(sidecar, "/cache")))
      assert.equal(body["purgedUpTo"], Math.max(...sequences));
  });

  for (const [what, document, says] of [
    ["no tags", { tags: [] }, /1 to 1000 tags/],
    ["a bad tag", { tags: ["a b"] }, /^tags\[0\]: "a b" is no tag/],
    ["nothing", {}, /Send {"tags"/],
    ["a misspelt field", { tag: ["a"] }, /did you mean "tags"/],
  ] as const) {
    test(`a purge with ${what} is a 400 that says what is wrong, and purges nothing`, async () => {
      const response = await post(document);
      assert.equal(response.status, 400);
      assert.match(((await response.json()) as { error: string }).error, says);
      const refused = await admin(0, "/cache/purge", document);
      assert.equal(refused.status, 400);
      assert.match(String(refused.body["error"]), says);
    });
  }

  test("what is no JSON is refused as that", async () => {
    assert.equal((await post({ all: true }, "application/x-www-form-urlencoded")).status, 415);
    const url = `http://${fleet.controlPlane.addresses.http}/api/v1/cache/purge`;
    const cut = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"all": tr',
    });
    assert.equal(cut.status, 400);
  });

  test("a web page purges nothing, neither everywhere nor here", async () => {
    await ask();
    const { controlPlane, sidecars } = fleet;
    const targets = [
      `http://${controlPlane.addresses.http}/api/v1/cache/purge`,
      `http://${sidecars[0]?.addresses.admin}/cache/purge`,
    ];
    for (const target of targets) {
      for (const headers of [{ origin: "https://evil.example" }, { host: "evil.example" }]) {
        const status = await new Promise<number | undefined>((resolve, reject) => {
          const sent = request(
            target,
            { method: "POST", headers: { "content-type": "application/json", ...headers }, agent: false },
            (response) => {
              response.resume();
              response.on("end", () => resolve(response.statusCode));
            },
          );
          sent.on("error", reject);
          sent.end('{"all":true}');
        });
        assert.equal(status, 403);
      }
    }
    assert.equal(await ask(), "hit");
  });

  test("the admin purges its own sidecar alone", async () => {
    await everySidecar((sidecar) => ask({ sidecar }));
    const { status, body } = await admin(1, "/cache/purge", { tags: ["catalogue"] });
    assert.equal(status, 200);
    assert.equal(body["answers"], 1);
    assert.deepEqual(await everySidecar((sidecar) => ask({ sidecar })), ["hit", "miss", "hit"]);
  });

  test("the admin tells what the cache holds and has done, and nothing of what was said", async () => {
    await purge({ all: true });
    const before = await admin(2, "/cache");
    const secret = "a question of nobody's business";
    await ask({ sidecar: 2, question: secret, tags: "menu" });
    await ask({ sidecar: 2, question: secret, tags: "menu" });
    const { status, body } = await admin(2, "/cache");
    assert.equal(status, 200);
    const text = JSON.stringify(body);
    assert.ok(!text.includes("nobody"));
    assert.equal(body["entries"], 1);
    assert.equal(body["maxBytes"], 32 * 1024 ** 2);
    const answers = body["answers"] as Record<string, unknown>[];
    const [answer] = answers;
    assert.match(String(answer?.["key"]), /^.{16}$/);
    assert.deepEqual(
      { ...answer, key: "", bytes: 0, usage: typeof answer?.["usage"] },
      {
        key: "",
        tags: ["catalogue", "menu", "route:chat", "model:gpt-4o-mini", "upstream:openai"],
        upstream: "openai",
        model: "gpt-4o-mini",
        framing: "document",
        bytes: 0,
        ageSeconds: 0,
        usage: "object",
      },
    );
    assert.equal(body["bytes"], answer?.["bytes"]);
    assert.deepEqual((body["tags"] as { tag: string; entries: number }[])[0], {
      tag: "catalogue",
      entries: 1,
      bytes: body["bytes"],
    });
    const tallyOf = ({ body }: typeof before) => {
      const routes = body["routes"] as {
        route: string;
        hits: { hit?: number };
        misses: { absent?: number };
      }[];
      const { hits, misses } = routes.find(({ route }) => route === "chat") ?? { hits: {}, misses: {} };
      return { hit: hits.hit ?? 0, absent: misses.absent ?? 0 };
    };
    const then = tallyOf(before);
    assert.deepEqual(tallyOf(await admin(2, "/cache")), { hit: then.hit + 1, absent: then.absent + 1 });

    assert.deepEqual((await admin(2, "/cache?limit=0")).body["answers"], []);
    assert.equal(((await admin(2, "/cache?tag=menu")).body["answers"] as unknown[]).length, 1);
    assert.deepEqual((await admin(2, "/cache?tag=none")).body["answers"], []);
    for (const limit of ["-1", "many", "1001", "1e3", ""])
      assert.equal((await admin(2, `/cache?limit=${limit}`)).status, 400, limit);
  });
});

/** One that a test has for itself. */
async function withFleet(options: FleetOptions, use: () => Promise<void>): Promise<void> {
  fleet = await startFleet(options);
  questions++;
  try {
    await use();
  } finally {
    await fleet.close();
  }
}

test("a sidecar that was cut off learns of a purge when it is back, a control plane that restarts forgets none", async () => {
  await withFleet({ config: CONFIG, sidecars: 3, data: true }, async () => {
    await everySidecar((sidecar) => ask({ sidecar }));
    const first = await purge({ tags: ["catalogue"] });
    assert.equal(first.kept, "disk");
    await everySidecar((sidecar) => ask({ sidecar }));

    // The sidecars go on by themselves.
    await fleet.stopControlPlane();
    assert.deepEqual(await everySidecar((sidecar) => ask({ sidecar })), ["hit", "hit", "hit"]);
    const path = join(fleet.dataDir, "purges.json");
    const { body } = JSON.parse(await readFile(path, "utf8")) as { body: string };
    assert.deepEqual(JSON.parse(body), {
      sequence: first.sequence,
      floor: 0,
      tags: [["catalogue", first.sequence]],
    });

    // Purged at another moment at which none of them is there.
    await fleet.startControlPlane();
    const second = await purge({ tags: ["menu", "catalogue"], wait: "0ms" });
    assert.ok(second.sequence > first.sequence);
    await fleet.stopControlPlane();
    await fleet.startControlPlane();
    await fleet.connected();
    await until(
      async () =>
        (await everySidecar((sidecar) => admin(sidecar, "/cache"))).every(
          ({ body }) => body["purgedUpTo"] === second.sequence,
        ),
      "all sidecars to know it",
    );
    assert.deepEqual(await everySidecar((sidecar) => ask({ sidecar })), ["miss", "miss", "miss"]);
    assert.deepEqual(await everySidecar((sidecar) => ask({ sidecar })), ["hit", "hit", "hit"]);
    const third = await purge({ tags: ["x"] });
    assert.deepEqual([third.confirmed, third.sequence > second.sequence], [3, true]);
  });
});

test("when the purges on disk are damaged, everything counts as purged", async () => {
  await withFleet({ config: CONFIG, sidecars: 1, data: true }, async () => {
    await purge({ tags: ["x"] });
    await ask();
    await fleet.stopControlPlane();
    const path = join(fleet.dataDir, "purges.json");
    await writeFile(path, (await readFile(path, "utf8")).slice(0, -9));
    await fleet.startControlPlane();
    await fleet.connected();
    await until(async () => (await admin(0, "/cache")).body["entries"] === 0, "the cache to be empty");
    assert.equal(await ask(), "miss");
    assert.equal((await readFile(`${path}.refused`, "utf8")).length > 0, true);
  });
});

describe("with a cache that sidecars share", () => {
  let redis: FakeRedis;
  before(async () => {
    process.env["AIOS_TEST_SHARED_KEY"] = "a secret of many bytes";
    redis = await FakeRedis.start();
  });
  after(async () => {
    delete process.env["AIOS_TEST_SHARED_KEY"];
    await redis.close();
  });
  const options = (): FleetOptions => ({
    config: CONFIG,
    sidecars: 2,
    data: true,
    state: true,
    sharedCache: {
      url: `redis://127.0.0.1:${redis.port}/0`,
      encryptionKey: { env: "AIOS_TEST_SHARED_KEY" },
      timeout: "1s",
    },
  });
  const isShared = (entries: number) =>
    until(() => redis.entries.size === entries, "the answer to be shared");

  test("a purge keeps sidecars from giving what is still kept there, also one that has just begun", async () => {
    // The same service account: the answers of one are those of the other.
    await withFleet({ ...options(), isOneWorkload: true }, async () => {
      await ask({ sidecar: 0 });
      await isShared(1);
      assert.equal(await ask({ sidecar: 1 }), "hit", "it is shared");
      const old = new Map(redis.entries);
      await purge({ tags: ["catalogue"] });
      assert.equal(redis.entries.size, 1, "it is still there");
      assert.equal(await ask({ sidecar: 1 }), "miss");
      await until(() => [...redis.entries].some(([key, entry]) => old.get(key) !== entry), "the new one");
      assert.equal(await ask({ sidecar: 0 }), "hit", "what was asked for after the purge is shared");

      // Somebody puts the old one back, and a sidecar begins that has never heard of the purge.
      for (const [key, entry] of old) redis.entries.set(key, entry);
      await fleet.stopSidecar(1);
      await fleet.startSidecar(1);
      await fleet.connected(2);
      assert.equal(await ask({ sidecar: 1 }), "miss");
    });
  });

  test("a sidecar that begins while the control plane is away gives nothing of others until it is told", async () => {
    await withFleet({ ...options(), isOneWorkload: true }, async () => {
      redis.entries.clear();
      await ask({ sidecar: 0 });
      await isShared(1);
      await purge({ tags: ["catalogue"] });
      await fleet.stopControlPlane();
      await fleet.stopSidecar(1);
      // It begins with the configuration on disk; the provider is behind the control plane, which is away.
      await fleet.startSidecar(1);
      await assert.rejects(ask({ sidecar: 1 }));
      await fleet.startControlPlane();
      await fleet.connected(2);
      assert.equal(await ask({ sidecar: 1 }), "miss");
    });
  });
});
