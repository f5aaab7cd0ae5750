import type { Frame } from "../../core/call.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const LINE = /\r\n|\n|\r/;

/** The data of one server-sent event; undefined where it has none. */
export function dataOf(frame: Frame): string | undefined {
  const data = linesOf(frame)
    .filter(isData)
    .map((line) => line.replace(/^data:? ?/, ""));
  return data.length === 0 ? undefined : data.join("\n");
}

/** One server-sent event with other data; its name, id, comments and whatever else it has stay as they are. */
export function withData(frame: Frame, data: string): Frame {
  const lines = linesOf(frame);
  const first = lines.findIndex(isData);
  const told = data.split(LINE).map((line) => `data: ${line}`);
  const others = lines.map((line, index) => (index === first ? told.join("\n") : line));
  return Buffer.from(others.filter((line, index) => index === first || !isData(line)).join("\n"));
}

function linesOf(frame: Frame): readonly string[] {
  return decoder.decode(frame).split(LINE);
}

function isData(line: string): boolean {
  return line === "data" || line.startsWith("data:");
}
