import type { Frame } from "../../core/call.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const LINE = /\r\n|\n|\r/;

/**
 * One server-sent event with other data; its name, id, comments and whatever else it has stay as they are. The very same
 * frame when the data stay the same, or when it has none.
 */
export async function rewriteEventData(
  frame: Frame,
  rewrite: (data: string) => Promise<string>,
): Promise<Frame> {
  const lines = decoder.decode(frame).split(LINE);
  const isData = (line: string): boolean => line === "data" || line.startsWith("data:");
  const data = lines.filter(isData).map((line) => line.replace(/^data:? ?/, ""));
  if (data.length === 0) return frame;
  const said = data.join("\n");
  const next = await rewrite(said);
  if (next === said) return frame;
  const first = lines.findIndex(isData);
  const told = next.split(LINE).map((line) => `data: ${line}`);
  const others = lines.map((line, index) => (index === first ? told.join("\n") : line));
  return Buffer.from(others.filter((line, index) => index === first || !isData(line)).join("\n"));
}
