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
    "JSON lines on standard output, each with `level`, `time`, `process`, `event` and `msg`. No line holds a prompt, a reply",
    "or a secret. A call that completed is written at `debug` only; one that a rung of the ladder answered at `warn`; one",
    "that failed at the level of its kind. The control plane also tells `sidecar-connected`, `sidecar-disconnected`,",
    "`config-acknowledged` (`debug`) and `config-nacked` (`error`), each with the `node`.",
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
