import assert from "node:assert/strict";
import { test } from "node:test";
import type { Frame, Headers, Reply } from "../../../../../sidecar/core/call.ts";
import { restoreBytes } from "../../../../../sidecar/filters/redact/restore-bytes.ts";
import { framesOf, text } from "../../../../support/calls.ts";

function reply(headers: Headers, ...pieces: readonly Frame[]): Reply {
  return { status: 200, headers, framing: "bytes", body: framesOf(pieces), trailers: () => ({}) };
}

async function* upperCase(body: AsyncIterable<Frame>): AsyncGenerator<Frame> {
  for await (const frame of body) yield Buffer.from(Buffer.from(frame).toString().toUpperCase());
}

test("JSON is gathered and restored, and no header speaks of what it was", async () => {
  const headers = {
    "content-type": "application/json",
    "content-length": "2",
    etag: '"x"',
    "request-id": "r",
  };
  const restored = restoreBytes(reply(headers, Buffer.from('{"a'), Buffer.from('":1}')), upperCase);
  assert.equal(await text(restored.body), '{"A":1}');
  assert.deepEqual(restored.headers, { "content-type": "application/json", "request-id": "r" });
});

test("what is no JSON, or compressed, passes as it is", () => {
  for (const headers of [
    { "content-type": "text/event-stream" },
    {},
    { "content-type": "application/json", "content-encoding": "gzip" },
  ]) {
    const original = reply(headers, Buffer.from("a"));
    assert.equal(restoreBytes(original, upperCase), original);
  }
});

test("a body beyond the bound passes with its placeholders, and no body has none", async () => {
  const piece = Buffer.alloc(3 * 1024 * 1024, "a");
  const headers = { "content-type": "application/json" };
  const large = restoreBytes(reply(headers, piece, piece, piece, Buffer.from("tail")), upperCase);
  const told = await text(large.body);
  assert.equal(told.length, 3 * piece.length + 4);
  assert.ok(told.endsWith("atail"));
  assert.equal(await text(restoreBytes(reply(headers), upperCase).body), "");
});
