import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { systemClock } from "../../../../sidecar/platform/clock.ts";
import { Secret } from "../../../../sidecar/platform/secrets.ts";
import { settle } from "../../../support/fake-clock.ts";
import { FakeRedis } from "../../../support/fake-redis.ts";
import {
  TEST_SECRET,
  type TestSharedCache,
  testKey,
  testSharedCache,
} from "../../../support/shared-cache.ts";
import { TEST_CERTIFICATE, testCertificate } from "../../../support/tls.ts";
import { until } from "../../../support/until.ts";

type Options = Parameters<typeof testSharedCache>[1];

async function connected(context: TestContext, options: Options = {}): Promise<TestSharedCache> {
  const set = await testSharedCache(context, options);
  await set.changed("up");
  return set;
}

const passwordOf = (password: string) => () => Promise.resolve(new Secret(password));

test("what was put is found, by another process with the same secret as well", async (context) => {
  const { put, find, told, outcomes, redis } = await connected(context);
  put("a", "an answer", 60_000.7);
  await told("put stored");
  assert.equal(await find("a"), "an answer");
  assert.equal(await find("b"), undefined);
  assert.deepEqual(outcomes(), ["put stored", "get hit", "get miss"]);
  assert.deepEqual(redis.commands.find(([name]) => name === "set")?.slice(3), ["PX", "60000"]);
  const stored = [...redis.entries];
  assert.equal(stored.length, 1);
  assert.deepEqual(stored[0]?.[0], `0:${testKey().nameOf("a")}`);
  assert.ok(!stored[0]?.[1].value.includes("answer"));
});

test("before there is a connection everything is a miss at once, and nothing is queued", async (context) => {
  const { put, find, outcomes, redis, changed } = await testSharedCache(context);
  assert.equal(await find("a"), undefined);
  put("a", "an answer");
  assert.deepEqual(outcomes(), ["get open", "put open"]);
  await changed("up");
  assert.deepEqual(
    redis.commands.map(([name]) => name),
    ["ping"],
  );
});

test("logs in as the user it is given, and works in the database it is given", async (context) => {
  const { put, told, redis } = await connected(context, {
    redis: { username: "aios", password: "a password" },
    server: { username: "aios", password: passwordOf("a password") },
  });
  put("a", "an answer");
  await told("put stored");
  assert.deepEqual(redis.commands[0], ["AUTH", "aios", "a password"]);
});

test("works in the database it is given", async (context) => {
  const redis = await FakeRedis.start();
  context.after(() => redis.close());
  const { put, told } = await connected(context, {
    server: { place: { host: "127.0.0.1", port: redis.port, database: 7, isEncrypted: false } },
  });
  put("a", "an answer");
  await told("put stored");
  assert.match([...redis.entries.keys()][0] ?? "", /^7:aios:/);
});

test("a password that the server does not want yet is no fault", async (context) => {
  await connected(context, { server: { password: passwordOf("a password") } });
});

test("a wrong password is told once by its code, never by its text", async (context) => {
  const { changes, clock, redis, changed, telemetry } = await testSharedCache(context, {
    redis: { password: "right" },
    server: { password: passwordOf("wr0ng") },
  });
  await changed("away: WRONGPASS");
  await until(async () => {
    await clock.advance(1_000);
    return redis.accepted >= 4;
  }, "some attempts");
  assert.deepEqual(changes(), ["away: WRONGPASS"]);
  assert.ok(!JSON.stringify(telemetry.events).includes("wr0ng"));
});

test("a password is looked for with each connection, and what is missing is told", async (context) => {
  let password: string | undefined;
  const { changed, changes, clock, redis } = await testSharedCache(context, {
    redis: { password: "right" },
    server: {
      password: async () => {
        if (password === undefined) throw new Error("the environment variable REDIS_PASSWORD is not set");
        return new Secret(password);
      },
    },
  });
  await changed("away: the environment variable REDIS_PASSWORD is not set");
  assert.equal(redis.accepted, 0);
  password = "right";
  await until(async () => {
    await clock.advance(1_000);
    return changes().at(-1) === "up";
  }, "the login");
});

test("TLS: an authority of one's own is trusted, and only that", async (context) => {
  const place = (port: number) => ({ host: "127.0.0.1", port, database: 0, isEncrypted: true });
  const redis = await FakeRedis.start({ tls: testCertificate() });
  context.after(() => redis.close());
  const trusting = await connected(context, {
    server: {
      place: place(redis.port),
      tls: { ca: TEST_CERTIFICATE, serverName: "localhost" },
    },
  });
  trusting.put("a", "an answer");
  await trusting.told("put stored");
  const doubting = await testSharedCache(context, { server: { place: place(redis.port) } });
  await until(() => doubting.changes().length > 0, "a refusal");
  assert.match(doubting.changes()[0] ?? "", /^away: (DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT)/);
});

test("a server that does not answer costs a call the timeout and no more; it is asked no more after a few", async (context) => {
  const { redis, find, clock, outcomes, changes } = await connected(context);
  redis.behave({ type: "silent" });
  for (let call = 0; call < 3; call++) {
    const startedAt = clock.monotonic();
    const finding = find("a");
    await clock.advance(19);
    assert.equal(outcomes().length, call, "it still waits");
    await clock.advance(1);
    assert.equal(await finding, undefined);
    assert.equal(clock.monotonic() - startedAt, 20);
  }
  assert.equal(await find("a"), undefined);
  assert.deepEqual(outcomes(), ["get timeout", "get timeout", "get timeout", "get open"]);
  assert.deepEqual(changes(), ["up", "away: it did not answer within timeout"]);
});

test("after openFor a PING asks for all calls; a slow server gets none until it answers in time", async (context) => {
  const { redis, find, put, told, clock, outcomes, changes, changed } = await connected(context);
  put("a", "an answer");
  await told("put stored");
  redis.behave({ type: "holds" });
  const calls = [find("a"), find("a"), find("a")];
  await clock.advance(20);
  await Promise.all(calls);
  // Late replies: the connection is alive.
  redis.release();
  const pings = redis.received("ping");
  await clock.advance(5_000);
  await until(() => redis.received("ping") === pings + 1, "a probe");
  await clock.advance(20);
  redis.release();
  await settle();
  assert.equal(await find("a"), undefined);
  assert.equal(redis.accepted, 1, "the connection is kept");
  redis.behave({ type: "answers" });
  await clock.advance(5_000);
  await until(async () => (await find("a")) === "an answer", "the door to open");
  await changed("up");
  assert.deepEqual(changes(), ["up", "away: it did not answer within timeout", "up"]);
  assert.deepEqual(outcomes().slice(0, 5), [
    "put stored",
    "get timeout",
    "get timeout",
    "get timeout",
    "get open",
  ]);
});

test("a connection on which nothing comes back any more is given up for another", async (context) => {
  const { redis, find, clock } = await connected(context);
  redis.behave({ type: "silent" });
  const calls = [find("a"), find("a"), find("a")];
  await clock.advance(20);
  await Promise.all(calls);
  const pings = redis.received("ping");
  await clock.advance(5_000);
  await until(() => redis.received("ping") === pings + 1, "a probe");
  redis.behave({ type: "answers" });
  await clock.advance(20);
  await until(async () => {
    await clock.advance(100);
    return redis.accepted === 2;
  }, "another connection");
  await until(
    async () => (await find("b")) === undefined && redis.received("getrange") > 3,
    "calls to go on",
  );
});

test("a reply that had come in time is taken, though this process had no time to read it", async (context) => {
  const { redis, find, put, told, outcomes } = await connected(context, {
    clock: systemClock,
    timeoutMs: 200,
  });
  put("a", "an answer");
  await told("put stored");
  redis.behave({ type: "holds" });
  const finding = find("a");
  await until(() => redis.received("getrange") === 1, "the request");
  // Behind the turn's I/O: what comes next are timers, and what has come in only then.
  await new Promise((resolve) => setImmediate(resolve));
  redis.release();
  const blockedUntil = performance.now() + 250;
  while (performance.now() < blockedUntil);
  assert.equal(await finding, "an answer");
  assert.deepEqual(outcomes().slice(1), ["get hit"]);
});

test("a caller who leaves waits no more, and says nothing about the server", async (context) => {
  const { redis, cache, clock, changes, outcomes } = await connected(context);
  redis.behave({ type: "holds" });
  const leaving = new AbortController();
  const calls = [1, 2, 3].map(() => cache.get("a", leaving.signal));
  leaving.abort();
  assert.deepEqual(await Promise.all(calls), [undefined, undefined, undefined]);
  assert.equal(await cache.get("a", leaving.signal), undefined);
  await until(() => redis.received("getrange") === 3, "the requests");
  redis.release();
  await until(() => outcomes().length === 3, "the answers");
  assert.deepEqual(outcomes(), ["get miss", "get miss", "get miss"]);
  assert.deepEqual(changes(), ["up"]);
  assert.equal(clock.running, 0);
});

test("errors in reply are failures with a name, and end in asking no more", async (context) => {
  const { redis, find, outcomes, changes, changed } = await connected(context);
  redis.behave({
    type: "refuses",
    error: "LOADING Redis is loading the dataset in memory",
    only: ["GETRANGE"],
  });
  for (let call = 0; call < 3; call++) assert.equal(await find("a"), undefined);
  assert.equal(await find("a"), undefined);
  await changed("away: LOADING");
  assert.deepEqual(outcomes(), ["get failed", "get failed", "get failed", "get open"]);
  assert.equal(changes().length, 2);
});

test("puts that are refused are counted, and reads go on", async (context) => {
  const { redis, find, put, told, changes } = await connected(context);
  redis.behave({
    type: "refuses",
    error: "OOM command not allowed when used memory > 'maxmemory'.",
    only: ["SET"],
  });
  for (let call = 0; call < 5; call++) put("a", "an answer");
  await told("put failed");
  assert.equal(await find("a"), undefined);
  assert.deepEqual(changes(), ["up"]);
});

test("a server that has become a replica is left for what its name leads to now", async (context) => {
  const { redis, put, told, clock } = await connected(context);
  redis.behave({
    type: "refuses",
    error: "READONLY You can't write against a read only replica.",
    only: ["SET"],
  });
  put("a", "an answer");
  await told("put failed");
  await until(async () => {
    await clock.advance(100);
    return redis.accepted === 2;
  }, "another connection");
});

for (const bytes of [
  "HTTP/1.1 400 Bad Request\r\n\r\n",
  "\0\0\0\0",
  "$-7\r\n",
  ":1\r\n",
  "*0\r\n",
  "$9999999999\r\n",
]) {
  test(`babble instead of a reply is a miss: ${JSON.stringify(bytes)}`, async (context) => {
    const { redis, find, clock, put, outcomes } = await connected(context);
    redis.behave({ type: "babbles", bytes, only: ["GETRANGE", "SET"] });
    put("a", "an answer");
    // Without a reply that means something, it is the timeout that ends it.
    const ask = async (key: string) => {
      const before = outcomes().length;
      const finding = find(key);
      await until(() => outcomes().length > before, "an outcome", 50).catch(() => clock.advance(20));
      return finding;
    };
    for (let call = 0; call < 5; call++) assert.equal(await ask("a"), undefined);
    redis.behave({ type: "answers" });
    await until(async () => {
      await clock.advance(1_000);
      put("b", "well again");
      return (await ask("b")) === "well again";
    }, "it to be well again");
  });
}

test("a reply that is cut at any byte is a miss, and the connection comes back", async (context) => {
  const { redis, find, put, told, clock, outcomes } = await connected(context);
  put("a", "an answer");
  await told("put stored");
  const whole = `$${"an answer".length + 29}\r\n`.length + "an answer".length + 29 + 2;
  for (let afterBytes = 0; afterBytes < whole; afterBytes += 7) {
    redis.behave({ type: "cuts", afterBytes, only: ["GETRANGE"] });
    const accepted = redis.accepted;
    assert.equal(await find("a"), undefined, `${afterBytes} bytes`);
    redis.behave({ type: "answers" });
    await until(async () => {
      await clock.advance(500);
      return redis.accepted > accepted && (await find("a")) === "an answer";
    }, "another connection");
  }
  assert.ok(outcomes().includes("get failed"));
});

test("a server that is gone and comes back is told of twice, however often it was tried", async (context) => {
  const { redis, find, clock, changes, changed } = await connected(context);
  await redis.close();
  await until(() => changes().length === 2, "the loss");
  for (let second = 0; second < 60; second++) {
    await clock.advance(1_000);
    assert.equal(await find("a"), undefined);
  }
  assert.match(changes()[1] ?? "", /^away: /);
  assert.equal(changes().length, 2);
  const again = await FakeRedis.start({ port: redis.port });
  context.after(() => again.close());
  await until(async () => {
    await clock.advance(1_000);
    return changes().length === 3;
  }, "it to be back");
  await changed("up");
});

test("a server that takes connections and says nothing is not waited for, and is tried again", async (context) => {
  const { redis, find, clock, changed, outcomes } = await testSharedCache(context);
  redis.behave({ type: "silent" });
  await until(() => redis.received("ping") === 1, "the first word");
  assert.equal(await find("a"), undefined);
  await clock.advance(2_000);
  await changed("away: there was no connection within connectTimeout");
  assert.deepEqual(outcomes(), ["get open"]);
  await until(async () => {
    await clock.advance(1_000);
    return redis.accepted > 1;
  }, "another attempt");
});

test("attempts at a dead server get rarer, and never rarer than every five seconds", async (context) => {
  const { redis, clock } = await testSharedCache(context, { redis: { password: "unknown" } });
  const waits: number[] = [];
  let since = 0;
  for (let attempt = 0; attempt < 9; attempt++) {
    await until(() => redis.accepted === attempt + 1 && redis.connections === 0, "an attempt", 5_000);
    since = clock.monotonic();
    await until(async () => {
      await clock.advance(50);
      return redis.accepted > attempt + 1 || clock.running === 0;
    }, "the next attempt").catch(() => {});
    waits.push(clock.monotonic() - since);
  }
  assert.ok((waits[0] ?? 0) < 300, `${waits}`);
  assert.ok(Math.max(...waits) <= 6_000, `${waits}`);
  assert.ok((waits.at(-1) ?? 0) >= 2_400, `${waits}`);
});

test("writes on their way are bounded by their bytes; what does not fit is dropped, and no call waits", async (context) => {
  const { redis, put, told, outcomes, find, clock } = await connected(context, { maxPendingBytes: 350 });
  redis.behave({ type: "holds", only: ["SET"] });
  for (let call = 0; call < 5; call++) put(`key ${call}`, "x".repeat(100));
  assert.deepEqual(outcomes(), ["put dropped", "put dropped", "put dropped"], "129 bytes each: two fit");
  await until(() => redis.received("set") === 2, "the writes");
  redis.behave({ type: "answers" });
  await told("put stored");
  await until(() => outcomes().filter((each) => each === "put stored").length === 2, "both");
  put("later", "y");
  await until(() => outcomes().filter((each) => each === "put stored").length === 3, "the third");
  assert.equal(await find("later"), "y");
  assert.equal(clock.running, 0);
});

test("writes that were on their way when the connection broke make room again", async (context) => {
  const { redis, put, outcomes, clock, find } = await connected(context, { maxPendingBytes: 350 });
  redis.behave({ type: "silent", only: ["SET"] });
  for (let call = 0; call < 2; call++) put(`key ${call}`, "x".repeat(100));
  await until(() => redis.received("set") === 2, "the writes");
  redis.cutAll();
  await until(() => outcomes().length === 2, "them to fail");
  assert.deepEqual(outcomes(), ["put failed", "put failed"]);
  redis.behave({ type: "answers" });
  await until(async () => {
    await clock.advance(100);
    put("later", "x".repeat(300));
    return (await find("later")) !== undefined;
  }, "a write");
});

test("what is too large, or has no time to live, is dropped", async (context) => {
  const { put, outcomes, redis } = await connected(context);
  put("a", "x".repeat(1_001));
  for (const ttlMs of [0, -1, 0.9, Number.NaN]) put("a", "an answer", ttlMs);
  assert.deepEqual(outcomes(), Array(5).fill("put dropped"));
  assert.equal(redis.received("set"), 0);
});

test("a time to live without end is one of a year", async (context) => {
  const { put, told, redis } = await connected(context);
  put("a", "an answer", Number.POSITIVE_INFINITY);
  await told("put stored");
  assert.deepEqual(redis.commands.at(-1)?.slice(3), ["PX", String(366 * 86_400_000)]);
});

test("a value that is larger than any that is put is not read whole, and is damaged", async (context) => {
  const { find, outcomes, redis } = await connected(context);
  redis.entries.set(`0:${testKey().nameOf("a")}`, {
    value: testKey().seal(testKey().nameOf("a"), Buffer.alloc(1_001)),
    expiresAt: Number.POSITIVE_INFINITY,
  });
  assert.equal(await find("a"), undefined);
  assert.deepEqual(outcomes(), ["get damaged"]);
  assert.deepEqual(redis.commands.at(-1)?.slice(2), ["0", "1029"], "one byte more than there may be");
});

test("values that were swapped between two keys are damaged, not answers", async (context) => {
  const { put, find, outcomes, redis } = await connected(context);
  put("a", "of a");
  put("b", "of b");
  await until(() => outcomes().length === 2, "both");
  const [[nameOfA, ofA], [nameOfB, ofB]] = [...redis.entries] as [[string, never], [string, never]];
  redis.entries.set(nameOfA, ofB);
  redis.entries.set(nameOfB, ofA);
  assert.deepEqual([await find("a"), await find("b")], [undefined, undefined]);
  assert.deepEqual(outcomes().slice(2), ["get damaged", "get damaged"]);
});

test("what was sealed with the key before is still read, and nothing is sealed with it", async (context) => {
  const { put, find, told, outcomes, redis } = await connected(context, {
    key: testKey("the secret of this month"),
    previousKeys: [testKey("the secret of a month ago"), testKey(TEST_SECRET)],
  });
  const name = testKey().nameOf("a");
  redis.entries.set(`0:${name}`, {
    value: testKey().seal(name, Buffer.from("of long ago")),
    expiresAt: Number.POSITIVE_INFINITY,
  });
  assert.equal(await find("a"), "of long ago");
  put("a", "of today");
  await told("put stored");
  assert.equal(await find("a"), "of today");
  assert.equal(redis.entries.size, 2);
  assert.ok(redis.entries.has(`0:${testKey("the secret of this month").nameOf("a")}`));
  assert.deepEqual(outcomes(), ["get hit", "put stored", "get hit"]);
});

test("close ends what is asked and all connections at once, and is told to nobody", async (context) => {
  const { cache, redis, find, put, clock, changes, outcomes } = await connected(context);
  redis.behave({ type: "silent" });
  put("a", "an answer");
  const finding = find("a");
  await cache.close();
  assert.equal(await finding, undefined);
  await until(() => redis.connections === 0, "the connection to be closed");
  assert.equal(clock.running, 0);
  assert.equal(await find("a"), undefined);
  put("a", "an answer");
  assert.deepEqual(changes(), ["up"]);
  assert.ok(outcomes().includes("get open"));
  await cache.close();
});

test("close while it connects leaves nothing behind", async (context) => {
  const { cache, clock, changes, redis } = await testSharedCache(context);
  await cache.close();
  await settle();
  await until(() => redis.connections === 0, "no connection");
  assert.equal(clock.running, 0);
  assert.deepEqual(changes(), []);
});
