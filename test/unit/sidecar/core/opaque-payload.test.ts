import assert from "node:assert/strict";
import { test } from "node:test";
import { opaquePayload } from "../../../../sidecar/core/payload.ts";

const bytes = Buffer.from("model=a");
const same = (text: string) => text;

test("bytes that cannot be looked into are refused to whoever has to, and pass otherwise", () => {
  const payload = opaquePayload(bytes, "text/csv; charset=utf-8");
  assert.equal(payload.bytes(), bytes);
  for (const look of [() => payload.document(), () => payload.rewriteTexts(same)]) {
    assert.throws(look, { kind: "unsupported", message: /of type text\/csv cannot be looked into/ });
  }
});

test("no bytes hold no texts", () => {
  const payload = opaquePayload(new Uint8Array(), undefined);
  assert.equal(payload.rewriteTexts(same), payload);
});

test("another model is named where that can be done, again and again; else the message speaks of the route", () => {
  const payload = opaquePayload(bytes, "text/plain", (model) => Buffer.from(`model=${model}`));
  const renamed = payload.with({ model: "b" });
  assert.equal(Buffer.from(renamed.bytes()).toString(), "model=b");
  assert.equal(Buffer.from(renamed.with({ model: "c" }).bytes()).toString(), "model=c");
  assert.throws(() => payload.with({ model: "b", other: 1 }), { kind: "unsupported" });
  assert.throws(() => opaquePayload(bytes, "audio/wav").with({ model: "b" }), {
    kind: "unsupported",
    message: /The route asks for another model.*audio\/wav/,
  });
});
