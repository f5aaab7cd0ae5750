import type { Frame } from "../../core/call.ts";

/** What one event says. `id`, `retry` and comments have no meaning in AI streams and are not read. */
export interface ServerSentEvent {
  readonly event?: string;
  /** Lines joined by LF; empty when the frame holds no data (a comment, an empty line). */
  readonly data: string;
}

const encoder = new TextEncoder();
/** Strips a byte order mark, which may stand before a stream's first event. */
const decoder = new TextDecoder("utf-8");

/** Reads one frame by the rules of WHATWG HTML, section 9.2.6. */
export function parseEvent(frame: Frame): ServerSentEvent {
  const text = withLineFeeds(decoder.decode(frame));
  let event = "";
  let data: string | undefined;
  let start = 0;
  while (start < text.length) {
    const lineFeed = text.indexOf("\n", start);
    const end = lineFeed === -1 ? text.length : lineFeed;
    if (isField(text, "data", start, end)) {
      const value = fieldValue(text, start + 4, end);
      data = data === undefined ? value : `${data}\n${value}`;
    } else if (isField(text, "event", start, end)) {
      event = fieldValue(text, start + 5, end);
    }
    start = end + 1;
  }
  return event === "" ? { data: data ?? "" } : { event, data: data ?? "" };
}

/** One event's bytes, its blank line included. A line end in `data` starts another data line and is read back as LF. */
export function encodeEvent(event: ServerSentEvent): Frame {
  const name = event.event === undefined ? "" : `event: ${event.event}\n`;
  const lines = /[\r\n]/.test(event.data) ? event.data.split(/\r\n|\r|\n/).join("\ndata: ") : event.data;
  return encoder.encode(`${name}data: ${lines}\n\n`);
}

function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replaceAll("\r\n", "\n").replaceAll("\r", "\n") : text;
}

/** A line may be a field's name alone, which gives it the empty value. */
function isField(text: string, name: string, start: number, end: number): boolean {
  const nameEnd = start + name.length;
  return text.startsWith(name, start) && (nameEnd === end || text.startsWith(":", nameEnd));
}

function fieldValue(text: string, nameEnd: number, end: number): string {
  return text.slice(Math.min(end, nameEnd + (text.startsWith(": ", nameEnd) ? 2 : 1)), end);
}
