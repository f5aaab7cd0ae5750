import { METRICS } from "../sidecar/platform/telemetry.ts";

/** Every metric as Markdown. */
export function telemetryDocument(): string {
  const rows = Object.entries(METRICS).map(([name, { type, labels, help }]) => {
    const names = labels.map((label) => `\`${label}\``).join(", ");
    return `| \`${name}\` | ${type} | ${names} | ${help.replaceAll("|", "\\|")} |`;
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
  ].join("\n");
}
