import assert from "node:assert/strict";
import { test } from "node:test";
import type { Handler } from "../../../sidecar/core/call.ts";
import { compose } from "../../../sidecar/core/filter.ts";
import { isJsonArray, isJsonObject } from "../../../sidecar/core/json.ts";
import { dialectOf } from "../../../sidecar/dialects/registry.ts";
import {
  type CacheStore,
  createCacheFilter,
  createCacheStore,
  Flights,
  Purges,
} from "../../../sidecar/filters/cache/filter.ts";
import { cacheSpecOf } from "../../support/cache-spec.ts";
import { documentReply, testCall, text } from "../../support/calls.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { policyOf } from "../../support/policies.ts";
import { recordTelemetry } from "../../support/recorded-telemetry.ts";
import { redactFilterWith } from "../../support/redaction.ts";

const CHAT = dialectOf("openai-chat");

/** What is said last is said back, as a provider does that quotes its prompt. */
const quoting: Handler = async ({ request }) => {
  const { messages } = request.document();
  const last = isJsonArray(messages) ? messages.at(-1) : undefined;
  const content = isJsonObject(last) ? `You said: ${String(last.content)}` : "";
  return documentReply({
    id: "c",
    object: "chat.completion",
    created: 1,
    model: "m",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
  });
};

test("the cache holds placeholders: entries and keys have no value, and each caller gets its own back from one entry", async () => {
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const store = createCacheStore({ maxBytes: 1_000_000, clock, telemetry });
  const kept: string[] = [];
  const watched: CacheStore = {
    ...store,
    get: (key) => store.get(key),
    ageMs: (reply) => store.ageMs(reply),
    delete: (key) => store.delete(key),
    set: (key, reply) => {
      kept.push(
        `${key} ${JSON.stringify(reply.headers)} ${Buffer.from(reply.frames.bytes).toString("utf8")}`,
      );
      return store.set(key, reply);
    },
    get entries() {
      return store.entries;
    },
    get bytes() {
      return store.bytes;
    },
  };
  const handle = compose(
    [
      redactFilterWith([policyOf({ redact: { entities: ["structured"] } })]),
      createCacheFilter({
        store: watched,
        flights: new Flights({ maxBytes: 100_000, clock, onFault: assert.ifError }),
        purges: new Purges(() => clock.now()),
        shared: undefined,
        spec: cacheSpecOf({ exact: { ttl: "60s" } }),
        routeName: "chat",
        keepStaleMs: 0,
        totalMs: 60_000,
        isOverloaded: () => false,
        placesOf: () => "",
        inquire: undefined,
        priceOf: () => undefined,
        enter: () => () => {},
        maxEntryBytes: 100_000,
        dialectOf,
        clock,
        telemetry,
      }),
    ],
    quoting,
  );
  const ask = async (who: string) => {
    const call = testCall(
      CHAT,
      { model: "m", messages: [{ role: "user", content: `Write to ${who}` }] },
      { policies: ["p0"] },
    );
    const told = await text((await handle(call)).body);
    call.end();
    return { told, cache: call.record.get("cache") };
  };

  const first = await ask("ada@example.com");
  const second = await ask("bob@example.org");
  assert.deepEqual([first.cache, second.cache], ["miss", "hit"]);
  assert.match(first.told, /You said: Write to ada@example\.com/);
  assert.match(second.told, /You said: Write to bob@example\.org/);
  assert.equal(kept.length, 1);
  assert.match(kept[0] ?? "", /You said: Write to \[EMAIL_1\]/);
  assert.doesNotMatch(kept.join(), /ada|bob/);
});
