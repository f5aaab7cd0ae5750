import assert from "node:assert/strict";
import { test } from "node:test";
import { headFault, statusError } from "../../../../../sidecar/upstream/grpc/status.ts";
import { QuotedCredentials } from "../../../../../sidecar/upstream/quoted-credentials.ts";

const context = { upstream: "triton", quoted: undefined, now: 0 };

for (const [code, kind] of [
  [1, "upstream-rejected"],
  [2, "server-error"],
  [3, "upstream-rejected"],
  [4, "deadline-exceeded"],
  [5, "upstream-rejected"],
  [6, "upstream-rejected"],
  [7, "permission-denied"],
  [8, "rate-limited"],
  [9, "upstream-rejected"],
  [10, "upstream-rejected"],
  [11, "upstream-rejected"],
  [12, "upstream-rejected"],
  [13, "server-error"],
  [14, "server-error"],
  [15, "server-error"],
  [16, "unauthenticated"],
  [99, "server-error"],
] as const) {
  test(`status ${code} is ${kind}, and is told as it is`, () => {
    const error = statusError(
      { "grpc-status": String(code), "grpc-message": "50%25 of it", "x-shard": "b", "grpc-encoding": "x" },
      context,
    );
    assert.equal(error?.kind, kind);
    assert.deepEqual(error?.rpc, { code, details: "50% of it", metadata: { "x-shard": "b" } });
  });
}

test("OK is no error", () => {
  assert.equal(statusError({ "grpc-status": "0", "grpc-message": "fine" }, context), undefined);
});

for (const said of [undefined, "", "ok", "-1", "00"]) {
  test(`the status ${JSON.stringify(said)} is none`, () => {
    const error = statusError(said === undefined ? {} : { "grpc-status": said }, context);
    assert.equal(error?.kind, "invalid-upstream-reply");
    assert.equal(error?.rpc, undefined);
  });
}

test("a message that is not percent-encoded UTF-8 is shown as it came", () => {
  assert.equal(statusError({ "grpc-status": "5", "grpc-message": "100%" }, context)?.rpc?.details, "100%");
});

test("the service's wish to be left alone for a while is heard", () => {
  const trailers = { "grpc-status": "8", "grpc-retry-pushback-ms": "1500" };
  assert.equal(statusError(trailers, context)?.retryAfterMs, 1_500);
  assert.equal(statusError({ "grpc-status": "8", "retry-after": "2" }, context)?.retryAfterMs, 2_000);
  assert.equal(statusError({ "grpc-status": "8" }, context)?.retryAfterMs, undefined);
});

test("credentials of ours that were refused, or that are quoted, stay here", () => {
  const quoted = new QuotedCredentials("Bearer 0123456789");
  const refused = statusError(
    { "grpc-status": "16", "grpc-message": "bad 0123456789" },
    { ...context, quoted },
  );
  assert.equal(refused?.kind, "upstream-refused-credentials");
  assert.equal(refused?.rpc, undefined);
  const told = statusError(
    {
      "grpc-status": "5",
      "grpc-message": "for 0123456789",
      "x-echo": "0123456789",
      "x-shard": "b",
      // The bytes in which services tell the details of an error; a debugging one quotes what it was asked.
      "grpc-status-details-bin": Buffer.from("\x08\x05authorization: Bearer 0123456789").toString("base64"),
      "trace-bin": `${Buffer.from("fine").toString("base64")}, ${Buffer.from("0123456789").toString("base64")}`,
    },
    { ...context, quoted },
  );
  assert.equal(told?.rpc?.code, 5);
  assert.doesNotMatch(told?.rpc?.details ?? "", /0123456789/);
  assert.deepEqual(told?.rpc?.metadata, { "x-shard": "b" });
});

test("an answer that is HTTP and no more is told as such", () => {
  const html = (status: number) =>
    headFault("triton", { ":status": status, "content-type": "text/html" })?.kind;
  assert.equal(html(200), "invalid-upstream-reply");
  assert.equal(html(404), "invalid-upstream-reply");
  assert.equal(html(429), "rate-limited");
  assert.equal(html(503), "server-error");
  for (const type of ["application/grpc", "application/grpc+proto", "application/grpc;charset=utf-8"]) {
    assert.equal(headFault("triton", { ":status": 200, "content-type": type }), undefined);
  }
});
