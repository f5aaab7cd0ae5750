import assert from "node:assert/strict";
import { Duplex } from "node:stream";
import { test } from "node:test";
import type { OpaqueRpc, PacedMessage } from "../../../../sidecar/edge/grpc-catch-all.ts";
import { RpcMessages } from "../../../../sidecar/edge/grpc-request-messages.ts";
import { HeldBytes } from "../../../../sidecar/edge/held-bytes.ts";
import { collect } from "../../../support/calls.ts";
import { FakeClock, settle } from "../../../support/fake-clock.ts";

function setUp({ maxKeptBytes = 1_000, maxHeldBytes = 10_000 } = {}) {
  const stream = new Duplex({ objectMode: true, read: () => {}, write: () => {} });
  const clock = new FakeClock();
  const held = new HeldBytes(maxHeldBytes);
  let taken = 0;
  // What is read of an RPC is a Duplex and no more.
  const messages = new RpcMessages(stream as unknown as OpaqueRpc, { maxKeptBytes, held, clock });
  return {
    stream,
    clock,
    held,
    messages,
    taken: () => taken,
    say: (text: string) => {
      const message: PacedMessage = { bytes: Buffer.from(text), taken: () => taken++ };
      stream.push(message);
    },
    end: () => stream.push(null),
  };
}

const texts = async (messages: RpcMessages) => (await collect(messages.read())).map(String);

test("they are read in order to the end, and again from the first one", async () => {
  const { messages, say, end } = setUp();
  for (const text of ["a", "b", "c"]) say(text);
  end();
  assert.deepEqual(await texts(messages), ["a", "b", "c"]);
  assert.deepEqual(await texts(messages), ["a", "b", "c"]);
});

test("another attempt goes on where the first one stopped waiting", async () => {
  const { messages, say, end } = setUp();
  const first = messages.read()[Symbol.asyncIterator]();
  say("a");
  assert.equal(String((await first.next()).value), "a");
  const waiting = first.next();
  await settle();
  await first.return?.();
  assert.equal((await waiting).done, true);
  const second = texts(messages);
  say("b");
  end();
  assert.deepEqual(await second, ["a", "b"]);
});

test("nothing is taken from the caller before somebody wants it", async () => {
  const { messages, say, taken } = setUp();
  say("a");
  say("b");
  await settle();
  assert.equal(taken(), 0);
  await messages.read()[Symbol.asyncIterator]().next();
  assert.equal(taken(), 1);
});

test("too many of them are not kept, and cannot be read again", async () => {
  const { messages, held, say, end } = setUp({ maxKeptBytes: 4 });
  for (const text of ["aa", "bb", "cc", "dd"]) say(text);
  end();
  assert.equal(messages.isReplayable, true);
  assert.deepEqual(await texts(messages), ["aa", "bb", "cc", "dd"]);
  assert.equal(messages.isReplayable, false);
  await assert.rejects(texts(messages), { kind: "internal" });
  // Nothing of it is held any more.
  assert.equal(held.take(10_000), true);
});

test("empty ones cost something as well", async () => {
  const { messages, held, say, end } = setUp({ maxKeptBytes: 1_000 });
  for (let count = 0; count < 100; count++) say("");
  end();
  assert.equal((await texts(messages)).length, 100);
  assert.equal(messages.isReplayable, false);
  assert.equal(held.take(10_000), true);
});

test("a first message of any size is kept", async () => {
  const { messages, say, end } = setUp({ maxKeptBytes: 4 });
  say("much longer than that");
  end();
  await texts(messages);
  assert.equal(messages.isReplayable, true);
  assert.deepEqual(await texts(messages), ["much longer than that"]);
});

test("what does not fit beside the requests of others is refused", async () => {
  const { messages, held, say } = setUp({ maxHeldBytes: 10 });
  held.take(8);
  say("abc");
  await assert.rejects(texts(messages), { kind: "overloaded" });
});

test("what was held is given back at the end", async () => {
  const { messages, held, say, end } = setUp({ maxHeldBytes: 10 });
  say("0123456789");
  end();
  await texts(messages);
  held.take(1);
  assert.equal(held.take(1), false);
  messages.release();
  assert.equal(held.take(1), true);
});

test("the only message is known as such once the end has come", async () => {
  const { messages, clock, say, end } = setUp();
  const sole = messages.sole(20);
  say("a");
  end();
  assert.equal(String(await sole), "a");
  assert.equal(clock.running, 0);
  assert.deepEqual(await texts(messages), ["a"]);
});

test("there is no only message of two, of none, or of a caller who takes its time", async () => {
  const two = setUp();
  two.say("a");
  two.say("b");
  assert.equal(await two.messages.sole(20), undefined);
  const none = setUp();
  none.end();
  assert.equal(await none.messages.sole(20), undefined);
  const slow = setUp();
  slow.say("a");
  const sole = slow.messages.sole(20);
  await slow.clock.advance(20);
  assert.equal(await sole, undefined);
  slow.say("b");
  slow.end();
  assert.deepEqual(await texts(slow.messages), ["a", "b"]);
});

test("it is the caller's turn while its next message is waited for", async () => {
  const { messages, clock, say, end } = setUp();
  const reader = messages.read()[Symbol.asyncIterator]();
  const first = reader.next();
  await clock.advance(5);
  assert.equal(messages.saidAt, undefined);
  say("a");
  await first;
  assert.equal(messages.saidAt, clock.monotonic());
  const last = reader.next();
  await clock.advance(5);
  assert.equal(messages.saidAt, undefined);
  end();
  await last;
  assert.equal(messages.saidAt, clock.monotonic());
});

test("a caller who goes away ends the reading", async () => {
  const { messages, stream } = setUp();
  const reading = texts(messages);
  await settle();
  stream.emit("cancelled");
  await assert.rejects(reading, { kind: "client-closed" });
});
