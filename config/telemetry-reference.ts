import { DISCOVERY_METRICS, METRICS } from "../sidecar/platform/metrics.ts";
import { logEvents } from "./log-events.ts";

/** Every metric and every log event as Markdown. */
export function telemetryDocument(): string {
  const rows = metricRows(METRICS);
  const lines = logEvents().map(({ event, levels, fields, message }) => {
    const names = fields.map((field) => `\`${field}\``).join(", ");
    return `| \`${event}\` | ${levels.join(", ")} | ${names} | ${message} |`;
  });
  return [
    "<!-- Written by `npm run generate` from sidecar/platform/telemetry.ts. Do not edit. -->",
    "",
    "# Metrics",
    "",
    "At `/metrics` of the status listener, in the Prometheus text format. No label has a value that a caller can choose.",
    "",
    "| metric | type | labels | says |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
    "The control plane has these as well:",
    "",
    "| metric | type | labels | says |",
    "| --- | --- | --- | --- |",
    ...metricRows(DISCOVERY_METRICS),
    "",
    "# Log events",
    "",
    "JSON lines on standard output, each with `level`, `time`, `process`, `event` and `msg`; at a terminal the same lines as",
    "`12:43:14 info  configuration applied version=202128eb source=file`, with the time in UTC, versions cut to their first",
    "eight digits and without `event`, nor `process` unless several processes share the terminal, as in `aios dev`: then",
    "`sidecar: configuration applied`. Fields that say nothing are left out. No line holds a prompt, a reply or a secret.",
    "",
    "A call that completed is written at `debug`, or at `info` when it took more than one attempt; one that a rung of the",
    "ladder answered at `warn`; one that failed at the level of its kind. Of its fields, `upstream` and `endpoint` are who",
    "answered or failed, as in `aios_calls_total`; `model` is the one that was asked for there, when configuration names it;",
    "`status` is the HTTP status, of calls by gRPC left out. `causes` has the messages of what led to a failure; where that",
    "was `internal`, with the stack. `deniedBy` is the rule that refused the call, as `policy/rule`.",
    "",
    "A process that ends tells `stopped` (`info`), and before it `uncaught` (`error`, with `error`) where a fault ends it. The",
    "control plane also tells `sidecar-connected` and `sidecar-disconnected` (`info`), `config-acknowledged` (`debug`, with",
    "`version`) and `config-nacked` (`error`, with `version` and `reasons`), each with the `node`; of purges of the cache",
    "`cache-purge` (`info`, or `warn` when not every sidecar has confirmed it in time, with `sequence`, `tags`, `sidecars`,",
    "`confirmed`, `answers` and `durationMs`), `purges-not-saved` and `purges-refused` (`error`: those on disk).",
    "",
    "| event | level | fields | says |",
    "| --- | --- | --- | --- |",
    ...lines,
    "",
  ].join("\n");
}

interface MetricRow {
  readonly type: string;
  readonly help: string;
  readonly labels: readonly string[];
}

function metricRows(metrics: Readonly<Record<string, MetricRow>>): readonly string[] {
  return Object.entries(metrics).map(([name, { type, labels, help }]) => {
    const names = labels.map((label) => `\`${label}\``).join(", ");
    return `| \`${name}\` | ${type} | ${names} | ${help.replaceAll("|", "\\|")} |`;
  });
}
