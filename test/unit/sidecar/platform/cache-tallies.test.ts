import assert from "node:assert/strict";
import { test } from "node:test";
import { Registry } from "prom-client";
import { cacheTallies } from "../../../../sidecar/platform/cache-tallies.ts";
import { createTelemetry } from "../../../../sidecar/platform/telemetry.ts";
import { testCall } from "../../../support/calls.ts";
import { captureLog } from "../../../support/captured-log.ts";
import { tinyDialect } from "../../../support/tiny-dialect.ts";

test("what the cache has done is told by route, as its metrics count it", async () => {
  const registry = new Registry();
  const telemetry = createTelemetry({ log: captureLog(), registry });
  assert.deepEqual(await cacheTallies(registry), []);
  const end = (route: string, cache: "hit" | "stale" | "miss" | "bypass", reason?: string) => {
    const call = testCall(tinyDialect, { model: "m" });
    call.record.set("route", route);
    call.record.set("cache", cache);
    if (reason !== undefined) call.record.set("cacheReason", reason as "absent");
    telemetry.callEnded(call, { outcome: "completed" }, 1);
  };
  for (let hits = 0; hits < 5; hits++) end("chat", "hit");
  end("chat", "stale");
  end("chat", "miss", "absent");
  end("chat", "miss", "expired");
  end("chat", "bypass", "no-store");
  end("agents", "bypass", "tools");
  telemetry.cacheSaved("chat", { inputTokens: 10, outputTokens: 3 }, 0.5);
  telemetry.cacheSaved("chat", { inputTokens: 1, outputTokens: 1 }, 0.25);
  assert.deepEqual(await cacheTallies(registry), [
    {
      route: "agents",
      hits: {},
      misses: {},
      bypasses: { tools: 1 },
      hitRatio: undefined,
      savedTokens: { input: 0, output: 0 },
      savedDollars: 0,
    },
    {
      route: "chat",
      hits: { hit: 5, stale: 1 },
      misses: { absent: 1, expired: 1 },
      bypasses: { "no-store": 1 },
      hitRatio: 0.75,
      savedTokens: { input: 11, output: 4 },
      savedDollars: 0.75,
    },
  ]);
});
