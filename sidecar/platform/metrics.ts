import type { Registry } from "prom-client";
import { CounterSeries, GaugeValue, HistogramSeries } from "./metric-series.ts";

/** Every metric by name. The reference in config/generated/telemetry.md is made from this table. */
export const METRICS = {
  aios_calls_total: {
    type: "counter",
    help: "Calls that ended, by how. `upstream` is who answered or failed; it is empty where none did: an answer from the cache, a stale one, a fixed text or a repeat by idempotency-key.",
    labels: ["protocol", "operation", "route", "upstream", "outcome", "cache"],
  },
  aios_calls_in_flight: {
    type: "gauge",
    help: "Calls between their first byte read and their last byte written.",
    labels: [],
  },
  gen_ai_server_request_duration_seconds: {
    type: "histogram",
    help: "Duration of a call, to its last byte.",
    labels: ["gen_ai_operation_name", "route", "outcome"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
  },
  gen_ai_server_time_to_first_token_seconds: {
    type: "histogram",
    help: "Time until the first event of a streamed reply.",
    labels: ["gen_ai_operation_name", "route"],
    buckets: [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
  },
  gen_ai_client_token_usage: {
    type: "histogram",
    help: "Tokens per call, as the provider counted them.",
    labels: ["gen_ai_operation_name", "gen_ai_token_type", "route"],
    buckets: [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576],
  },
  aios_attempt_failures_total: {
    type: "counter",
    help: "Attempts at an upstream that failed.",
    labels: ["upstream", "kind"],
  },
  aios_retries_total: {
    type: "counter",
    help: "Retries, by the error that led to them.",
    labels: ["route", "kind"],
  },
  aios_retries_refused_total: {
    type: "counter",
    help: "Retries that the upstream's budget did not allow.",
    labels: ["route", "upstream"],
  },
  aios_hedges_total: {
    type: "counter",
    help: "Second attempts that were due: won (it answered first), lost, or refused (its share was spent, or a breaker was open).",
    labels: ["route", "outcome"],
  },
  aios_wasted_attempts_total: {
    type: "counter",
    help: "Attempts cancelled because another one had answered; the provider bills them all the same.",
    labels: ["route", "upstream"],
  },
  aios_wasted_tokens_total: {
    type: "counter",
    help: "Tokens of such attempts, as far as their replies had told of them.",
    labels: ["route", "upstream", "gen_ai_token_type"],
  },
  aios_breaker_state: {
    type: "gauge",
    help: "1 for the state that the breaker of this upstream and model is in; an empty model stands for all that configuration does not name.",
    labels: ["upstream", "model", "state"],
  },
  aios_endpoint_attempts_total: {
    type: "counter",
    help: "Attempts at the endpoints of upstreams that have several, to the last byte, by how they ended: `completed`, `abandoned` (nobody wanted the rest) or the kind of the error; `client-closed` includes the slower one of two.",
    labels: ["upstream", "endpoint", "outcome"],
  },
  aios_endpoint_ejections_total: {
    type: "counter",
    help: "Endpoints taken out of the rotation because they kept failing.",
    labels: ["upstream", "endpoint"],
  },
  aios_endpoint_ejected: {
    type: "gauge",
    help: "1 while the endpoint gets no calls because it kept failing.",
    labels: ["upstream", "endpoint"],
  },
  aios_mirrored_calls_total: {
    type: "counter",
    help: "Copies of calls for a shadow target, by how they ended; `dropped`: not made, for want of room or under overload.",
    labels: ["route", "outcome"],
  },
  aios_mirrored_tokens_total: {
    type: "counter",
    help: "Tokens of such copies, as the shadow target counted them.",
    labels: ["route", "gen_ai_token_type"],
  },
  aios_degraded_total: {
    type: "counter",
    help: "Calls answered by a rung of the fallback ladder.",
    labels: ["route", "rung", "reason"],
  },
  aios_redactions_total: {
    type: "counter",
    help: "Findings of redaction in requests and in replies, whatever becomes of them, `report` included. A request that `block` refuses counts in `aios_policy_verdicts_total` instead.",
    labels: ["route", "entity"],
  },
  aios_policy_verdicts_total: {
    type: "counter",
    help: "Calls of which a rule of a policy said something: `deny`, `warn` or `report`; a call counts once for each rule.",
    labels: ["policy", "rule", "action"],
  },
  aios_policy_rule_failures_total: {
    type: "counter",
    help: "Calls on which an expression of a rule could not be worked out: `failurePolicy` has decided.",
    labels: ["policy", "rule"],
  },
  aios_policy_dry_run_total: {
    type: "counter",
    help: "Calls by what a policy with `mode: dry-run` would have changed: `newly-denied`, `newly-allowed`, `redacts-more`, `redacts-less`, `other-target`; `same`: nothing; `skipped`: not looked at, too large or too many at once. A call counts once for each difference.",
    labels: ["policy", "difference"],
  },
  aios_idempotent_replays_total: {
    type: "counter",
    help: "Calls answered by the execution of an earlier call with the same idempotency-key.",
    labels: ["route"],
  },
  aios_overload_level: {
    type: "gauge",
    help: "Priorities that are refused because the process has too much to do: 0 none, 1 low, 2 normal as well, 3 all.",
    labels: [],
  },
  aios_calls_shed_total: {
    type: "counter",
    help: "Calls refused because of their route's priority.",
    labels: ["priority", "reason"],
  },
  aios_limit_refusals_total: {
    type: "counter",
    help: "Calls refused by a limit of a policy.",
    labels: ["policy", "limit"],
  },
  aios_name_detection_refused_total: {
    type: "counter",
    help: "Calls refused because persons, addresses and organisations could not be searched for in them.",
    labels: ["reason"],
  },
  aios_name_detection_restarts_total: {
    type: "counter",
    help: "Restarts of the thread that searches for persons, addresses and organisations.",
    labels: [],
  },
  aios_embedding_duration_seconds: {
    type: "histogram",
    help: "Time until a question has become a vector for the semantic cache, waiting included; those of recent questions are remembered and not counted.",
    labels: ["embedder"],
    buckets: [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  },
  aios_embeddings_unavailable_total: {
    type: "counter",
    help: "Questions that the semantic cache could not look up: `queue-full`, `timeout`, `failed`, `closed`, `too-long` for the model, or `unreadable` for it.",
    labels: ["embedder", "reason"],
  },
  aios_embedding_restarts_total: {
    type: "counter",
    help: "Restarts of the thread that turns questions into vectors.",
    labels: [],
  },
  aios_adaptive_concurrency_limit: {
    type: "gauge",
    help: "The adaptive limit of a policy; of several that are counted apart, the one that changed last.",
    labels: ["policy"],
  },
  aios_cache_requests_total: {
    type: "counter",
    help: "Calls of routes with a cache, by what it did, and why it did not answer.",
    labels: ["route", "outcome", "reason"],
  },
  aios_cache_saved_tokens_total: {
    type: "counter",
    help: "Tokens that were not asked for, because the answer was there or on its way; of answers whose provider told them.",
    labels: ["route", "gen_ai_token_type"],
  },
  aios_cache_saved_dollars_total: {
    type: "counter",
    help: "What those tokens would have cost, by `prices` of their upstream.",
    labels: ["route"],
  },
  aios_cache_lookup_duration_seconds: {
    type: "histogram",
    help: "How long looking for an answer took.",
    labels: ["tier"],
    buckets: [
      0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
      0.5,
    ],
  },
  aios_cache_purged_total: { type: "counter", help: "Answers taken away by a purge.", labels: [] },
  aios_cache_entries: { type: "gauge", help: "Answers in the exact cache.", labels: [] },
  aios_cache_bytes: { type: "gauge", help: "Memory taken by the exact cache.", labels: [] },
  aios_cache_stored_bytes_total: { type: "counter", help: "Bytes of answers stored.", labels: ["route"] },
  aios_cache_evictions_total: { type: "counter", help: "Answers evicted to make room.", labels: [] },
  aios_cache_semantic_total: {
    type: "counter",
    help: "Questions put to the answers of others by their meaning: `hit` (given), `found` (only compared: mode `shadow`, or the share `compare`), `nothing-similar`, `guard:…` (what spoke against the most similar one), `expired`, `shape`; or why that was not done: `agent-turn`, `no-question`, `personal-data`, `embedder-denied` (a policy forbids its upstream), `too-long`, `unreadable`, `queue-full`, `timeout`, `failed`, `closed`.",
    labels: ["route", "outcome"],
  },
  aios_cache_semantic_compared_total: {
    type: "counter",
    help: "Answers found by meaning that were compared with the upstream's own: whether both say the same, or `unknown` where that could not be told.",
    labels: ["route", "agreed"],
  },
  aios_cache_semantic_false_hit_ratio: {
    type: "gauge",
    help: "Share of the last comparisons that did not agree: as many as `promoteWhen` looks back on, else 500. Absent before the first one.",
    labels: ["route"],
  },
  aios_cache_semantic_enabled: {
    type: "gauge",
    help: "1 while the route gives answers to similar questions, 0 while it only compares them.",
    labels: ["route"],
  },
  aios_cache_semantic_entries: {
    type: "gauge",
    help: "Questions that answers are found by.",
    labels: [],
  },
  aios_shared_cache_requests_total: {
    type: "counter",
    help: "What was asked of the shared cache. `get`: `hit`, `miss`, `damaged` (it does not open: changed, sealed with another key, or too large), `timeout`, `failed` (an error, or the connection broke), `open` (not asked: there is no connection, or it kept failing). `put`: `stored`, `failed`, `open`, `dropped` (too large, or too much was on its way).",
    labels: ["operation", "outcome"],
  },
  aios_shared_cache_duration_seconds: {
    type: "histogram",
    help: "How long requests to the shared cache took that were sent; calls wait for those of `get` alone.",
    labels: ["operation"],
    buckets: [0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1],
  },
  aios_shared_cache_up: {
    type: "gauge",
    help: "1 while the shared cache is connected and answers in time. Absent without one.",
    labels: ["address"],
  },
  aios_config_applied_total: { type: "counter", help: "Configurations put in force.", labels: ["source"] },
  aios_config_rejected_total: {
    type: "counter",
    help: "Configurations refused; the one in force stays.",
    labels: ["source"],
  },
  aios_config_stale: {
    type: "gauge",
    help: "1 while the newest configuration is rejected, and what was in force before it still is.",
    labels: [],
  },
  aios_config_applied_timestamp_seconds: {
    type: "gauge",
    help: "When the configuration in force was applied.",
    labels: [],
  },
  aios_control_plane_connected: { type: "gauge", help: "1 while the config stream stands.", labels: [] },
  aios_internal_errors_total: {
    type: "counter",
    help: "Faults of the program itself; each one is a bug.",
    labels: [],
  },
} as const satisfies Record<string, MetricRow>;

interface MetricRow {
  readonly type: "counter" | "gauge" | "histogram";
  readonly help: string;
  readonly labels: readonly string[];
  readonly buckets?: readonly number[];
}

/** Metrics of the control plane alone, about pushing; told by control-plane/distribute/telemetry.ts. */
export const DISCOVERY_METRICS = {
  aios_discovery_sidecars: {
    type: "gauge",
    help: "Connected sidecars by how far they are: synced, stale or rejected.",
    labels: ["state"],
  },
  aios_discovery_acknowledge_duration_seconds: {
    type: "histogram",
    help: "From sending a configuration to a sidecar until it said that it runs on it.",
    labels: [],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 5, 10, 30],
  },
  aios_discovery_purge_duration_seconds: {
    type: "histogram",
    help: "From a purge of the cache until every connected sidecar had carried it out, or it was not waited for any longer.",
    labels: [],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 30],
  },
  aios_discovery_rejections_total: {
    type: "counter",
    help: "Configurations that a sidecar refused.",
    labels: [],
  },
} as const satisfies Record<string, MetricRow>;

type MetricName<Type extends MetricRow["type"]> = {
  [Name in keyof typeof METRICS]: (typeof METRICS)[Name]["type"] extends Type ? Name : never;
}[keyof typeof METRICS];

export function counterSeries(name: MetricName<"counter">, registry: Registry): CounterSeries {
  return new CounterSeries({ ...METRICS[name], name, registry });
}

export function histogramSeries(name: MetricName<"histogram">, registry: Registry): HistogramSeries {
  return new HistogramSeries({ ...METRICS[name], name, registry });
}

/** Of one without labels. */
export function gaugeValue(name: MetricName<"gauge">, registry: Registry): GaugeValue {
  return new GaugeValue({ ...METRICS[name], name, registry });
}
