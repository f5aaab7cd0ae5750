import { METRICS } from "../sidecar/platform/telemetry.ts";
import { logEvents } from "./log-events.ts";

/** Every metric and every log event as Markdown. */
export function telemetryDocument(): string {
  const rows = Object.entries(METRICS).map(([name, { type, labels, help }]) => {
    const names = labels.map((label) => `\`${label}\``).join(", ");
    return `| \`${name}\` | ${type} | ${names} | ${help.replaceAll("|", "\\|")} |`;
  });
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
    "# Log events",
    "",
    "JSON lines on standard output, each with `level`, `time`, `process`, `event` and `msg`. No line holds a prompt, a reply",
    "or a secret. A call that completed is written at `debug` only; one that failed at the level of its kind.",
    "",
    "| event | level | fields | says |",
    "| --- | --- | --- | --- |",
    ...lines,
    "",
  ].join("\n");
}
