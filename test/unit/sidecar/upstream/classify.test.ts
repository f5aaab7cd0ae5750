import assert from "node:assert/strict";
import { test } from "node:test";
import { errors } from "undici";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { classifyTransportError } from "../../../../sidecar/upstream/classify.ts";

const withCode = (code: string) => Object.assign(new Error(`${code} 10.0.0.7:443 key=s3cret`), { code });

for (const [code, told] of [
  ["ECONNREFUSED", "the connection was refused"],
  ["ENOTFOUND", "its host name cannot be resolved"],
  ["EAI_AGAIN", "its host name cannot be resolved"],
  ["CERT_HAS_EXPIRED", "no trusted TLS connection could be made"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "no trusted TLS connection could be made"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "no trusted TLS connection could be made"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "no trusted TLS connection could be made"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "no trusted TLS connection could be made"],
  ["EPROTO", "no trusted TLS connection could be made"],
  ["EHOSTUNREACH", "the connection failed"],
  ["ECONNRESET", "the connection failed"],
] as const) {
  test(`${code} while connecting is a connect failure; the message shows no address`, () => {
    const cause = withCode(code);
    const error = classifyTransportError("openai", cause, "connecting");
    assert.equal(error.kind, "connect");
    assert.equal(error.message, `Upstream "openai" could not be reached: ${told}.`);
    assert.equal(error.cause, cause);
  });
}

for (const code of ["UND_ERR_CONNECT_TIMEOUT", "ETIMEDOUT"]) {
  test(`${code} while connecting is a timeout of its own kind; the message shows no address`, () => {
    const cause = withCode(code);
    for (const each of [cause, new AggregateError([cause, withCode("ECONNREFUSED")])]) {
      const error = classifyTransportError("openai", each, "connecting");
      assert.equal(error.kind, "connect-timeout");
      assert.equal(
        error.message,
        'Upstream "openai" could not be reached: connecting took longer than timeouts.connect allows.',
      );
      assert.equal(error.cause, each);
    }
  });
}

test("the first of many addresses gives the reason", () => {
  const error = classifyTransportError("x", new AggregateError([withCode("ECONNREFUSED")]), "connecting");
  assert.match(error.message, /refused/);
});

for (const code of ["UND_ERR_SOCKET", "ECONNRESET", "EPIPE", "ETIMEDOUT"]) {
  test(`${code} on a connection that stood is a cut, before the answer and within it`, () => {
    for (const phase of ["sent", "replying"] as const) {
      assert.equal(classifyTransportError("x", withCode(code), phase).kind, "upstream-cut");
    }
  });
}

test("an error of ours stays what it is, in every phase", () => {
  const error = new AiosError("idle-timeout", "x");
  for (const phase of ["connecting", "sent", "replying"] as const) {
    assert.equal(classifyTransportError("x", error, phase), error);
  }
});

test("a request that could not be built is our own fault", () => {
  const error = classifyTransportError(
    "x",
    new errors.InvalidArgumentError("invalid header k: s3cret"),
    "connecting",
  );
  assert.equal(error.kind, "internal");
  assert.doesNotMatch(error.message, /s3cret/);
});
