import assert from "node:assert/strict";
import { once } from "node:events";
import {
  type ClientHttp2Session,
  connect,
  createServer,
  type Http2Session,
  type ServerHttp2Session,
} from "node:http2";
import { test } from "node:test";
import fc from "fast-check";
import {
  forgetEndedStreams,
  PendingStreams,
  StreamTable,
} from "../../../../sidecar/platform/http2-streams.ts";

/** Numbers that stand side by side, and such as want the same place however large the table is. */
const ids = fc.oneof(
  fc.nat(40).map((index) => 2 * index + 1),
  fc.nat(40).map((index) => 2 * index + 2),
  fc.nat(20).map((index) => 2_147_483_647 - index * 2 * 4_096),
);
const steps = (kinds: readonly string[]) =>
  fc.array(fc.tuple(fc.constantFrom(...kinds), ids), { maxLength: 200 });

test("a table has the streams that a Map has, whichever come and go", () => {
  fc.assert(
    fc.property(steps(["set", "set", "delete", "clear"]), (taken) => {
      const table = new StreamTable<string>();
      const map = new Map<number, string>();
      for (const [index, [step, id]] of taken.entries()) {
        if (step === "set") {
          table.set(id, `stream ${index}`);
          map.set(id, `stream ${index}`);
        } else if (step === "delete") assert.equal(table.delete(id), map.delete(id));
        else if (index % 50 === 0) {
          table.clear();
          map.clear();
        }
        assert.equal(table.size, map.size);
        assert.equal(table.get(id), map.get(id));
        assert.equal(table.has(id), map.has(id));
      }
      for (const [id, stream] of map) assert.equal(table.get(id), stream);
      const inOrder = (entries: Iterable<[number, string]>) =>
        [...entries].sort(([left], [right]) => left - right);
      const told: [number, string][] = [];
      table.forEach((stream, id) => {
        told.push([id, stream]);
      });
      assert.deepEqual(inOrder(told), inOrder(map));
      assert.deepEqual(inOrder(table), inOrder(map));
      assert.deepEqual(new Set(table.keys()), new Set(map.keys()));
      assert.deepEqual(new Set(table.values()), new Set(map.values()));
    }),
  );
});

test("those that wait for a number are those that a Set has", () => {
  fc.assert(
    fc.property(steps(["add", "add", "delete"]), (taken) => {
      const pending = new PendingStreams<number>();
      const set = new Set<number>();
      for (const [step, id] of taken) {
        if (step === "add") {
          pending.add(id);
          set.add(id);
        } else assert.equal(pending.delete(id), set.delete(id));
        assert.equal(pending.size, set.size);
        assert.equal(pending.has(id), set.has(id));
      }
      const told: number[] = [];
      pending.forEach((id) => {
        told.push(id);
      });
      assert.deepEqual(told, [...set]);
      assert.deepEqual([...pending], [...set]);
      assert.deepEqual([...pending.keys()], [...set.keys()]);
      assert.deepEqual([...pending.entries()], [...set.entries()]);
      pending.clear();
      assert.equal(pending.size, 0);
    }),
  );
});

test("a stream that stays is found however many others come and go, in a table that does not grow for them", () => {
  const table = new StreamTable<string>();
  table.set(1, "the one that stays");
  for (let id = 3; id < 200_000; id += 2) {
    table.set(id, "another one");
    assert.equal(table.delete(id), true);
  }
  assert.equal(table.get(1), "the one that stays");
  assert.deepEqual([...table], [[1, "the one that stays"]]);
});

test("who is taken out while all are gone through is still told", () => {
  const table = new StreamTable<string>();
  for (const id of [1, 3, 5]) table.set(id, `stream ${id}`);
  const told: string[] = [];
  table.forEach((stream, id) => {
    told.push(stream);
    table.clear();
    table.delete(id);
  });
  assert.deepEqual(told, ["stream 1", "stream 3", "stream 5"]);
});

interface Pair extends AsyncDisposable {
  readonly client: ClientHttp2Session;
  readonly server: ServerHttp2Session;
  /** What was found where Node keeps its streams. */
  readonly isHeld: { readonly client: boolean; readonly server: boolean };
}

async function sessions(): Promise<Pair> {
  const server = createServer();
  let isServerHeld = false;
  server.on("session", (session) => {
    isServerHeld = forgetEndedStreams(session);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  const client = connect(`http://127.0.0.1:${address.port}`);
  const isClientHeld = forgetEndedStreams(client);
  const [taken]: ServerHttp2Session[] = await once(server, "session");
  assert.ok(taken);
  return {
    client,
    server: taken,
    isHeld: { client: isClientHeld, server: isServerHeld },
    async [Symbol.asyncDispose]() {
      client.destroy();
      taken.destroy();
      const closed = once(server, "close");
      server.close();
      await closed;
    },
  };
}

function streamsOf(session: Http2Session): StreamTable<unknown> {
  const key = Object.getOwnPropertySymbols(session).find(({ description }) => description === "state");
  assert.ok(key);
  const state: unknown = Reflect.get(session, key);
  assert.ok(typeof state === "object" && state !== null);
  const streams: unknown = Reflect.get(state, "streams");
  assert.ok(streams instanceof StreamTable);
  return streams;
}

test("this version of Node keeps its streams where they are looked for, at both ends", async () => {
  await using pair = await sessions();
  assert.deepEqual(pair.isHeld, { client: true, server: true });
});

test("streams are answered side by side, and none is left when they have ended", async () => {
  await using pair = await sessions();
  pair.server.on("stream", (stream) => {
    stream.respond({ ":status": 200 });
    stream.pipe(stream);
  });
  const answers = await Promise.all(
    Array.from({ length: 60 }, async (_, index) => {
      const stream = pair.client.request({ ":method": "POST" });
      stream.end(`text ${index}`);
      const frames: Buffer[] = [];
      for await (const frame of stream) frames.push(frame);
      return Buffer.concat(frames).toString();
    }),
  );
  assert.deepEqual(
    answers,
    answers.map((_, index) => `text ${index}`),
  );
  const left = [streamsOf(pair.client), streamsOf(pair.server)];
  while (left.some(({ size }) => size > 0)) await new Promise((resolve) => setImmediate(resolve));
});

test("a session that is destroyed takes the streams along that are open", async () => {
  await using pair = await sessions();
  const opened = once(pair.server, "stream");
  const stream = pair.client.request({ ":method": "POST" }, { endStream: false });
  const failed = once(stream, "close");
  stream.on("error", () => {});
  const [atServer] = await opened;
  atServer.on("error", () => {});
  const closed = once(atServer, "close");
  pair.server.destroy();
  await Promise.all([closed, failed]);
});

test("a session that closes waits for the streams that are open", async () => {
  await using pair = await sessions();
  const opened = once(pair.server, "stream");
  const stream = pair.client.request({ ":method": "POST" }, { endStream: false });
  const [atServer] = await opened;
  let isClosed = false;
  pair.client.close(() => {
    isClosed = true;
  });
  atServer.respond({ ":status": 200 });
  await once(stream, "response");
  assert.equal(isClosed, false);
  const closed = once(pair.client, "close");
  atServer.end("the end");
  stream.end();
  stream.resume();
  await closed;
});

test("a session that has begun already keeps what it has", async () => {
  await using pair = await sessions();
  pair.server.on("stream", (stream) => stream.respond({ ":status": 200 }));
  const stream = pair.client.request({ ":method": "POST" }, { endStream: false });
  await once(stream, "response");
  const streams = streamsOf(pair.client);
  assert.equal(forgetEndedStreams(pair.client), false);
  assert.equal(streamsOf(pair.client), streams);
  stream.close();
});
