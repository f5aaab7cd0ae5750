/** How a process tells where it listens: one JSON line on standard output for each listener, as aios logs it. */

export interface Listening {
  readonly listener: string;
  /** `host:port` */
  readonly address: string;
}

export function announce({ listener, address }: Listening): void {
  process.stdout.write(`${JSON.stringify({ event: "listening", listener, address })}\n`);
}

/** Undefined for every other line. */
export function readListening(line: string): Listening | undefined {
  if (!line.startsWith("{")) return undefined;
  let fields: unknown;
  try {
    fields = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof fields !== "object" || fields === null) return undefined;
  if (!("event" in fields && "listener" in fields && "address" in fields) || fields.event !== "listening")
    return undefined;
  const { listener, address } = fields;
  return typeof listener === "string" && typeof address === "string" ? { listener, address } : undefined;
}
