/** Members that a person at a terminal knows already, or that the rest of the line says. */
const LEFT_OUT = new Set(["level", "time", "process", "event", "msg"]);
const LONGEST_VALUE = 200;

/**
 * One JSON log line as a person reads it: `12:43:14 info  configuration applied version=202128eb source=file`; with
 * `whose`, of several processes that share a terminal, `12:43:14 info  sidecar: configuration applied …`.
 */
export function terminalLine(json: string, whose?: "whose"): string {
  let line: Readonly<Record<string, unknown>>;
  try {
    line = JSON.parse(json);
  } catch {
    return json;
  }
  const time = String(line.time).slice(11, 19);
  const members = Object.entries(line)
    .filter(([name, value]) => !LEFT_OUT.has(name) && value !== undefined)
    .map(([name, value]) => ` ${name}=${shown(value)}`);
  const process = whose === undefined ? "" : `${String(line.process)}: `;
  return `${time} ${String(line.level).padEnd(5)} ${process}${String(line.msg)}${members.join("")}\n`;
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  // Versions are hashes; their beginning tells them apart.
  if (/^[0-9a-f]{64}$/.test(text)) return text.slice(0, 8);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
