import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { loadGateway } from "../../../../proto/load.ts";
import {
  type AnswerHead,
  type CallHead,
  ForwardMessages,
  type WirePiece,
} from "../../../../sidecar/upstream/forward-messages.ts";

const { Forward: generic, ForwardMany: many } = loadGateway().service;
const messages = new ForwardMessages(generic);

/** What stands between the prefixes of gRPC. */
function unframed(bytes: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    assert.equal(bytes[at], 0);
    const end = at + 5 + bytes.readUInt32BE(at + 1);
    found.push(bytes.subarray(at + 5, end));
    at = end;
  }
  return found;
}

function only(bytes: Buffer): Buffer {
  const found = unframed(bytes);
  assert.equal(found.length, 1);
  return found[0] ?? Buffer.alloc(0);
}

const text = fc.oneof(fc.string({ unit: "grapheme", maxLength: 40 }), fc.string({ minLength: 128 }));
const texts = fc.dictionary(text, text, { maxKeys: 4, noNullPrototype: true });
const bytes = fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some));
const int64 = fc.oneof(fc.nat(300), fc.maxSafeNat());
const int32 = fc.nat();

const callHeads: fc.Arbitrary<CallHead> = fc.record(
  {
    callId: text,
    dialect: text,
    operation: text,
    upstream: text,
    model: text,
    stream: fc.boolean(),
    headers: texts,
    timeoutMs: int64,
    firstFrameMs: int64,
    workload: fc.record({ namespace: text, serviceAccount: text, labels: texts }, { noNullPrototype: true }),
    session: text,
    takesWhole: fc.boolean(),
    method: text,
    path: text,
    contentType: text,
  },
  {
    noNullPrototype: true,
    requiredKeys: [
      "callId",
      "dialect",
      "operation",
      "upstream",
      "model",
      "stream",
      "headers",
      "timeoutMs",
      "firstFrameMs",
      "workload",
      "takesWhole",
    ],
  },
);

const answerHeads: fc.Arbitrary<AnswerHead> = fc.record(
  {
    status: int32,
    headers: texts,
    framing: fc.constantFrom("FRAMING_DOCUMENT", "FRAMING_EVENTS", "FRAMING_BYTES"),
    whole: fc.record({ document: bytes, end: fc.record({ upstreamMs: int64, attempts: int32 }) }),
  },
  { requiredKeys: ["status", "headers", "framing"], noNullPrototype: true },
);

const pieces: fc.Arbitrary<WirePiece[]> = fc.array(
  fc.record({ data: bytes, more: fc.boolean() }, { noNullPrototype: true }),
  { maxLength: 5 },
);

test("a call's head says to protobuf what was to be said", () => {
  fc.assert(
    fc.property(callHeads, fc.option(bytes, { nil: undefined }), (head, body) => {
      const expected = { ...head, ...(body === undefined ? {} : { body, complete: true }) };
      assert.deepEqual(
        generic.requestDeserialize(only(messages.callHead(head, body))),
        generic.requestDeserialize(generic.requestSerialize({ head: expected })),
      );
    }),
  );
});

test("an answer's head, its frames and its end say to protobuf what was to be said", () => {
  fc.assert(
    fc.property(answerHeads, pieces, ({ whole, ...head }, frames) => {
      assert.deepEqual(
        generic.responseDeserialize(
          only(messages.answerHead(whole === undefined ? head : { ...head, whole })),
        ),
        generic.responseDeserialize(generic.responseSerialize({ head: { ...head, ...whole } })),
      );
      assert.deepEqual(
        unframed(messages.frames(frames)).map((frame) => generic.responseDeserialize(frame)),
        frames.map((frame) => ({ frame, message: "frame" })),
      );
      const { end } = whole ?? { end: { upstreamMs: 0, attempts: 0 } };
      assert.deepEqual(
        generic.responseDeserialize(only(messages.answerEnd(end))),
        generic.responseDeserialize(generic.responseSerialize({ end })),
      );
    }),
  );
});

test("what protobuf has written is read as protobuf reads it", () => {
  fc.assert(
    fc.property(
      callHeads,
      bytes,
      answerHeads,
      pieces,
      texts,
      (head, body, { whole, ...answer }, frames, trailers) => {
        const requests = [
          { head: { ...head, body, complete: true, user: "u" } },
          { head },
          { chunk: body },
          {},
        ];
        for (const request of requests) {
          const written = generic.requestSerialize(request);
          assert.deepEqual(messages.readRequest(written), generic.requestDeserialize(written));
        }
        const end = { upstreamMs: 7, attempts: 1, ...whole?.end, trailers };
        const replies = [
          { head: { ...answer, ...whole } },
          ...frames.map((frame) => ({ frame })),
          { end },
          { error: { kind: "rate-limited", message: "no", attempts: 1, answer: { status: 429, body } } },
          {},
        ];
        for (const reply of replies) {
          const written = generic.responseSerialize(reply);
          assert.deepEqual(messages.readReply(written), generic.responseDeserialize(written));
        }
      },
    ),
  );
});

test("whatever bytes come, they are read as protobuf reads them, or refused as it refuses them", () => {
  const attempt = (read: () => unknown) => {
    try {
      return { read: read() };
    } catch {
      return "unreadable";
    }
  };
  const written = generic.requestSerialize({
    head: { callId: "id", headers: { a: "b" }, workload: { labels: { app: "x" } }, timeoutMs: 300 },
  });
  const replied = generic.responseSerialize({
    head: { status: 200, headers: { a: "b" }, end: { attempts: 1 } },
  });
  const damaged = (whole: Buffer) =>
    fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 3 }).chain((changes) =>
      fc.nat(whole.length).map((length) => {
        const copy = Buffer.from(whole);
        for (const [at, byte] of changes) copy[at] = byte;
        return copy.subarray(0, length === 0 ? whole.length : length);
      }),
    );
  fc.assert(
    fc.property(fc.oneof(damaged(written), bytes), (some) => {
      assert.deepEqual(
        attempt(() => messages.readRequest(some)),
        attempt(() => generic.requestDeserialize(some)),
      );
    }),
    { numRuns: 1_000 },
  );
  fc.assert(
    fc.property(fc.oneof(damaged(replied), bytes), (some) => {
      assert.deepEqual(
        attempt(() => messages.readReply(some)),
        attempt(() => generic.responseDeserialize(some)),
      );
    }),
    { numRuns: 1_000 },
  );
});

test("a header by the name of every object's prototype is an entry like any other", () => {
  const written = generic.requestSerialize({ head: { headers: Object.fromEntries([["__proto__", "x"]]) } });
  assert.deepEqual(messages.readRequest(written), generic.requestDeserialize(written));
});

test("an error says everything that protobuf has a field for", () => {
  const error = {
    kind: "rate-limited",
    message: "Später.",
    attempts: 2,
    retryAfterMs: 7_000,
    param: "model",
    told: true,
  };
  assert.deepEqual(
    generic.responseDeserialize(only(messages.error(error))),
    generic.responseDeserialize(generic.responseSerialize({ error })),
  );
});

test("one call of many has its number beside what it would say alone", () => {
  fc.assert(
    fc.property(
      callHeads,
      bytes,
      answerHeads,
      pieces,
      int64,
      (head, body, { whole, ...answer }, frames, call) => {
        assert.deepEqual(
          many.requestDeserialize(only(messages.callHead(head, body, call))),
          many.requestDeserialize(
            many.requestSerialize({ call, message: { head: { ...head, body, complete: true } } }),
          ),
        );
        const end = whole?.end ?? { upstreamMs: 1, attempts: 1 };
        const error = { kind: "rate-limited", message: "no" };
        const written = [
          messages.answerHead(whole === undefined ? answer : { ...answer, whole }, call),
          messages.frames(frames, call),
          messages.answerEnd(end, call),
          messages.error(error, call),
        ].flatMap(unframed);
        const replies = [
          { head: { ...answer, ...whole } },
          ...frames.map((frame) => ({ frame })),
          { end },
          { error },
        ];
        assert.deepEqual(
          written.map((reply) => many.responseDeserialize(reply)),
          replies.map((message) => many.responseDeserialize(many.responseSerialize({ call, message }))),
        );
        for (const [index, reply] of written.entries()) {
          const numbered = messages.readNumbered(reply);
          assert.equal(numbered?.call, call);
          assert.deepEqual(
            messages.readReply(numbered?.message ?? Buffer.alloc(0)),
            many.responseDeserialize(written[index] ?? Buffer.alloc(0)).message,
          );
        }
      },
    ),
  );
});

test("a call of many is cancelled by its number; what a later version says besides is passed over", () => {
  assert.deepEqual(many.requestDeserialize(only(messages.cancelled(300))), {
    call: 300,
    cancelled: true,
    message: null,
  });
  const later = Buffer.concat([only(messages.cancelled(300)), Buffer.from([0x7a, 1, 0x61, 0x70, 5])]);
  assert.deepEqual(messages.readNumbered(later), { call: 300, message: undefined, isCancelled: true });
  assert.equal(messages.readNumbered(Buffer.from([0x12, 5])), undefined);
});
