/**
 * The chain of causes, outermost first, as `name: message`; bounded, for a cause may point back at itself. The stack is of
 * use where the fault is ours; elsewhere it says where a failure was noticed.
 */
export function causesOf(error: unknown, how: "with-stack" | "messages"): readonly string[] {
  const causes: string[] = [];
  for (let current = error; current !== undefined && current !== null && causes.length < 8; ) {
    if (!(current instanceof Error)) {
      causes.push(typeof current);
      break;
    }
    // A parser's message quotes what it could not read, which may be a prompt or a reply.
    const says = current instanceof SyntaxError ? "" : `: ${current.message}`;
    causes.push(`${current.name}${says}`.slice(0, 500));
    if (how === "with-stack" && causes.length === 1 && current.stack !== undefined && !("kind" in current))
      causes.push(
        current.stack
          .split("\n")
          .map((line) => line.trim())
          .filter((line) => line.startsWith("at "))
          .slice(0, 5)
          .join(" "),
      );
    current = current.cause;
  }
  return causes;
}
