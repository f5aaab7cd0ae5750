import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ForwardReply__Output } from "../../../../proto/gen/aios/gateway/v1/ForwardReply.ts";
import { MAX_FRAME_BYTES } from "../../../../proto/limits.ts";
import { loadGateway } from "../../../../proto/load.ts";
import { AiosError, ERROR_TABLE, type ErrorKind } from "../../../../sidecar/core/errors.ts";
import {
  forwardError,
  fromForwardError,
  fromFraming,
  toChunks,
  toForwardHead,
  toFraming,
  toWireFrames,
} from "../../../../sidecar/upstream/forward-wire.ts";
import { streamCall, unaryCall } from "./support.ts";

const { Forward } = loadGateway().service;

/** Over the wire and back. */
function received(error: AiosError): ForwardReply__Output["error"] {
  return Forward.responseDeserialize(Forward.responseSerialize({ error: forwardError(error, 2) })).error;
}

test("every error is on the other side what it was on this one", () => {
  const kinds = Object.keys(ERROR_TABLE) as ErrorKind[];
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.string(),
      fc.option(fc.nat(), { nil: undefined }),
      fc.option(fc.string(), { nil: undefined }),
      fc.option(
        fc.record({
          status: fc.integer({ min: 400, max: 599 }),
          headers: fc.constantFrom({}, { "retry-after": "1", "content-type": "application/json" }),
          body: fc.uint8Array({ maxLength: 100 }),
        }),
        { nil: undefined },
      ),
      (kind, message, retryAfterMs, param, answer) => {
        const sent = new AiosError(kind, message, {
          ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
          ...(param === undefined ? {} : { param }),
          ...(answer === undefined ? {} : { answer }),
        });
        const wire = received(sent);
        assert.ok(wire != null);
        assert.equal(wire.attempts, 2);
        const error = fromForwardError(wire);
        assert.deepEqual(
          [
            error.kind,
            error.message,
            error.retryAfterMs,
            error.param,
            error.answer?.status,
            error.answer?.headers,
          ],
          [kind, message, retryAfterMs, param, answer?.status, answer?.headers],
        );
        assert.deepEqual(error.answer && [...error.answer.body], answer && [...answer.body]);
      },
    ),
  );
});

test("whether an error has been told already is told", () => {
  for (const told of [true, false]) {
    const wire = received(new AiosError("server-error", "m", { told }));
    assert.ok(wire != null);
    assert.equal(fromForwardError(wire).told, told);
  }
});

test("a call says how long its first frame may take, where that is less than the deadline", () => {
  const head = (at: number, deadline: number) =>
    toForwardHead(streamCall({ firstFrameBy: { at }, deadline: { at: deadline } }), "x", {}, 1_000)
      .firstFrameMs;
  assert.equal(head(Number.POSITIVE_INFINITY, 2_000), 0);
  assert.equal(head(1_400, 2_000), 400);
  assert.equal(head(999, 2_000), 1);
});

test("a session is told only where it decides the endpoint, and then as a hash that is always the same", () => {
  const head = (session: string | undefined, sendsSession: boolean) =>
    toForwardHead(unaryCall({ session, user: "maria" }), "x", {}, 0, sendsSession);
  assert.equal(head("patient-4711", false).session, undefined);
  assert.equal(head(undefined, true).session, undefined);
  assert.match(head("patient-4711", true).session ?? "", /^[0-9a-f]{64}$/);
  assert.equal(head("patient-4711", true).session, head("patient-4711", true).session);
  assert.notEqual(head("patient-4711", true).session, head("patient-4712", true).session);
  assert.doesNotMatch(JSON.stringify(head("patient-4711", true)), /4711|maria/);
});

test("the cause of an error, which is for logs, does not leave the process", () => {
  const wire = received(new AiosError("connect", "m", { cause: new Error("10.0.0.7") }));
  assert.doesNotMatch(JSON.stringify(wire), /10\.0/);
});

test("frames and bodies are cut at 1 MiB, and joined are what they were", () => {
  for (const length of [
    0,
    1,
    MAX_FRAME_BYTES - 1,
    MAX_FRAME_BYTES,
    MAX_FRAME_BYTES + 1,
    3 * MAX_FRAME_BYTES,
  ]) {
    const bytes = Buffer.alloc(length, "abc");
    const frames = [...toWireFrames(bytes)];
    const data = frames.map((frame) => frame.data as Uint8Array);
    assert.ok(Buffer.concat(data).equals(bytes));
    assert.ok(data.every((part) => part.length <= MAX_FRAME_BYTES));
    assert.deepEqual(
      frames.map((frame) => frame.more),
      [...Array(frames.length - 1).fill(true), false],
    );
    assert.equal(frames.length, Math.max(1, Math.ceil(length / MAX_FRAME_BYTES)));

    const chunks = [...toChunks(bytes)];
    assert.ok(Buffer.concat(chunks).equals(bytes));
    assert.ok(chunks.every((chunk) => chunk.length <= MAX_FRAME_BYTES));
  }
});

test("a deadline that has just passed is not told as none", () => {
  const head = (at: number) => toForwardHead(unaryCall({ deadline: { at } }), "x", {}, 1_000).timeoutMs;
  assert.equal(head(Number.POSITIVE_INFINITY), 0);
  assert.equal(head(1_000), 1);
  assert.equal(head(1), 1);
  assert.equal(head(1_000.4), 1);
  assert.equal(head(2_500), 1_500);
});

test("framings are told both ways, and an unknown one is unknown", () => {
  for (const framing of ["events", "document", "bytes"] as const)
    assert.equal(fromFraming(toFraming(framing)), framing);
  assert.throws(() => toFraming("messages"), { kind: "unsupported" });
  assert.equal(fromFraming("FRAMING_UNSPECIFIED"), undefined);
});

test("an answer to a call that passes through keeps what tells of its body", () => {
  const headers = { "content-encoding": "gzip", allow: "PUT", "set-cookie": "a=b", "request-id": "r1" };
  const answer = { status: 404, headers, body: Buffer.from("no") };
  const error = received(new AiosError("upstream-rejected", "No.", { answer }));
  assert.ok(error != null);
  assert.deepEqual(fromForwardError(error).answer?.headers, { "request-id": "r1" });
  const { "set-cookie": _, ...kept } = headers;
  assert.deepEqual(fromForwardError(error, "opaque").answer?.headers, kept);
});
