import assert from "node:assert/strict";
import { test } from "node:test";
import { flatHeaders } from "../../../../sidecar/edge/flat-headers.ts";

test("headers that are flat are taken as they are", () => {
  const headers = { "content-type": "application/json", accept: "a, b" };
  assert.equal(flatHeaders(headers), headers);
});

test("a field that came several times is one", () => {
  assert.deepEqual(flatHeaders({ accept: "a", "set-cookie": ["b=c", "d=e"] }), {
    accept: "a",
    "set-cookie": "b=c, d=e",
  });
});
