import assert from "node:assert/strict";
import { test } from "node:test";
import { hasSurface, noSuchSurface, passedRequest } from "../../../../sidecar/edge/http-surface.ts";

test("what passes through is said as it came, and names no model", () => {
  assert.deepEqual(passedRequest("PUT", "/v1/files/1?x=%2F", "text/csv"), {
    request: { transport: "http", method: "PUT", path: "/v1/files/1?x=%2F", contentType: "text/csv" },
    model: "",
    stream: false,
  });
});

test("a path with a dialect of its own does not pass, by whatever method or spelling", () => {
  for (const path of ["/v1/chat/completions", "/v1/messages?beta=true", "/v1/audio/translations/"]) {
    assert.equal(hasSurface(path), true);
    assert.throws(() => passedRequest("GET", path, undefined), { kind: "method-not-allowed" }, path);
  }
  for (const path of [
    "/v1/Chat/completions",
    "/v1/chat/completions;a=b",
    "/v1/chat;a/completions",
    "/v1/chat/%63ompletions",
    "/v1/%45mbeddings/",
    "/v1/chat/completions/;x",
    "/chat/completions",
    "/v1/v1/responses",
    "/openai/deployments/x/audio/transcriptions",
  ]) {
    assert.throws(() => passedRequest("POST", path, undefined), { kind: "invalid-request" }, path);
  }
  assert.equal(hasSurface("/v1/chat/completions/chatcmpl-1"), false);
  assert.equal(passedRequest("GET", "/v1/chat/completions/chatcmpl-1", undefined).request.transport, "http");
});

test("a wrong method is told from an unknown path", () => {
  assert.equal(noSuchSurface("GET", "/v1/rerank?x").kind, "method-not-allowed");
  assert.equal(noSuchSurface("GET", "/v1/ranks").kind, "unknown-path");
});
