import assert from "node:assert/strict";
import { test } from "node:test";
import { opaqueOf } from "../../../../control-plane/gateway/opaque.ts";
import type { ForwardHead__Output } from "../../../../proto/gen/aios/gateway/v1/ForwardHead.ts";
import { loadGateway } from "../../../../proto/load.ts";

const { Forward } = loadGateway().service;

function headOf(fields: Partial<ForwardHead__Output>): ForwardHead__Output {
  const { head } = Forward.requestDeserialize(
    Forward.requestSerialize({ head: { model: "m", stream: true, ...fields } }),
  );
  assert.ok(head != null);
  return head;
}

const passes = { dialect: "http-passthrough", method: "GET", path: "/v1/files?x=1", contentType: "" };
const speech = {
  dialect: "openai-transcriptions",
  method: "POST",
  path: "/audio/translations",
  contentType: "multipart/form-data; boundary=b",
};

test("a call that passes through is what the sidecar said", () => {
  assert.deepEqual(opaqueOf(headOf(passes)), {
    request: { transport: "http", method: "GET", path: "/v1/files?x=1", contentType: undefined },
    model: "m",
    stream: true,
  });
  assert.deepEqual(opaqueOf(headOf(speech))?.request, {
    transport: "http",
    method: "POST",
    path: "/audio/translations",
    contentType: "multipart/form-data; boundary=b",
  });
});

test("a document is none", () => {
  assert.equal(opaqueOf(headOf({ dialect: "openai-chat" })), undefined);
});

test("what no sidecar would send is refused", () => {
  for (const fields of [
    { ...passes, method: "TRACE" },
    { ...passes, method: "CONNECT" },
    { ...passes, method: "get" },
    { ...passes, method: "" },
    { ...passes, path: "" },
    { ...passes, path: "/v1/files/../chat/completions" },
    { ...passes, path: "http://elsewhere/" },
    { ...passes, contentType: "text/plain\r\nx-injected: 1" },
    { ...speech, path: "/files" },
    { ...speech, path: "" },
    { ...speech, method: "DELETE" },
    { dialect: "openai-chat", method: "DELETE", path: "/files/1" },
    { dialect: "grpc-passthrough" },
  ]) {
    assert.throws(() => opaqueOf(headOf(fields)), { kind: "invalid-request" }, JSON.stringify(fields));
  }
});
