import assert from "node:assert/strict";
import { test } from "node:test";
import type { SharedCache } from "../../../../../sidecar/core/shared-cache.ts";
import { documentReply } from "../../../../support/calls.ts";
import { setUpCache } from "./set-up.ts";

test("until the control plane has told what was purged, nothing that others keep is given; what is kept here is", async () => {
  const values = new Map<string, Uint8Array>();
  const shared: SharedCache = {
    get: async (key) => values.get(key),
    put: (key, value) => void values.set(key, value),
    close: async () => {},
  };
  const before = setUpCache(async () => documentReply({ text: "before" }), { shared });
  await before.ask();
  assert.equal(values.size, 1);

  // The next process knows nothing of what was purged meanwhile.
  const next = setUpCache(async () => documentReply({ text: "next" }), { shared });
  next.purges.awaitLog();
  assert.match((await next.ask()).text, /next/);
  assert.equal((await next.ask()).call.record.get("cache"), "hit");

  const told = setUpCache(async () => documentReply({ text: "told" }), { shared });
  told.purges.awaitLog();
  told.purges.reach(7);
  assert.equal((await told.ask()).call.record.get("cache"), "hit");
  assert.equal(told.purges.stamp().sequence, 7);

  const purged = setUpCache(async () => documentReply({ text: "purged" }), { shared });
  purged.purges.awaitLog();
  purged.purges.add({ tag: "route:chat", sequence: 7 });
  purged.purges.reach(7);
  const { text, call } = await purged.ask();
  assert.match(text, /purged/);
  assert.equal(call.record.get("cacheReason"), "purged");
});
