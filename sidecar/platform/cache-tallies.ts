import type { Registry } from "prom-client";
import type { CacheTally } from "../core/status.ts";

/** What the cache has done by route since the process began, as its metrics have it. By name of the route. */
export async function cacheTallies(registry: Registry): Promise<readonly CacheTally[]> {
  const byRoute = new Map<string, TallyInProgress>();
  const tallyOf = (route: string) => {
    let tally = byRoute.get(route);
    if (tally === undefined) {
      tally = {
        route,
        hits: {},
        misses: {},
        bypasses: {},
        savedTokens: { input: 0, output: 0 },
        savedDollars: 0,
      };
      byRoute.set(route, tally);
    }
    return tally;
  };
  for (const { value, labels } of await valuesOf(registry, "aios_cache_requests_total")) {
    const { route = "", outcome = "", reason = "" } = labels;
    const tally = tallyOf(String(route));
    if (outcome === "miss") add(tally.misses, String(reason), value);
    else if (outcome === "bypass") add(tally.bypasses, String(reason), value);
    else add(tally.hits, String(outcome), value);
  }
  for (const { value, labels } of await valuesOf(registry, "aios_cache_saved_tokens_total")) {
    const { savedTokens } = tallyOf(String(labels.route ?? ""));
    if (labels.gen_ai_token_type === "input") savedTokens.input += value;
    else savedTokens.output += value;
  }
  for (const { value, labels } of await valuesOf(registry, "aios_cache_saved_dollars_total"))
    tallyOf(String(labels.route ?? "")).savedDollars += value;
  return [...byRoute.values()].sort((left, right) => (left.route < right.route ? -1 : 1)).map(withRatio);
}

interface TallyInProgress {
  readonly route: string;
  readonly hits: Record<string, number>;
  readonly misses: Record<string, number>;
  readonly bypasses: Record<string, number>;
  readonly savedTokens: Record<"input" | "output", number>;
  savedDollars: number;
}

function add(counts: Record<string, number>, name: string, value: number): void {
  counts[name] = (counts[name] ?? 0) + value;
}

/** Calls that go by the cache say nothing about how well it works. */
function withRatio(tally: TallyInProgress): CacheTally {
  const [hits, misses] = [sum(tally.hits), sum(tally.misses)];
  return { ...tally, hitRatio: hits + misses === 0 ? undefined : hits / (hits + misses) };
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

async function valuesOf(registry: Registry, name: string) {
  return (await registry.getSingleMetric(name)?.get())?.values ?? [];
}
