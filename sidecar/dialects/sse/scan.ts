/**
 * Looks at an event's bytes without decoding or parsing them: most events of a stream are text deltas, and most
 * questions (is it the last, does it report usage, is it an error) are answered no. A no is certain, a yes is checked by
 * parsing: JSON text that is quoted inside a string has its quotes escaped, so a hit is rarely wrong.
 */
import type { Frame } from "../../core/call.ts";
import { parseEvent } from "./event.ts";

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const COLON = 0x3a;
const EVENT_FIELD = [...Buffer.from("event:")];

/** Whether the bytes of `ascii` stand anywhere in the frame. */
export function frameIncludes(frame: Frame, ascii: string): boolean {
  return view(frame).includes(ascii, 0, "latin1");
}

/**
 * Whether some object in the frame's JSON has this member with a value that begins with `firstCharacter`, such as `{`
 * for an object or `"` for a string.
 */
export function mayHaveMember(frame: Frame, key: string, firstCharacter: string): boolean {
  const bytes = view(frame);
  const quoted = `"${key}"`;
  const first = firstCharacter.charCodeAt(0);
  for (let at = bytes.indexOf(quoted, 0, "latin1"); at !== -1; at = bytes.indexOf(quoted, at, "latin1")) {
    at = afterSpace(bytes, at + quoted.length);
    if (bytes[at] === COLON && bytes[afterSpace(bytes, at + 1)] === first) return true;
  }
  return false;
}

/** The event's name. Read from the first line alone where that is the `event` line, as servers send it. */
export function eventName(frame: Frame): string | undefined {
  const bytes = view(frame);
  if (!EVENT_FIELD.every((byte, at) => bytes[at] === byte)) {
    return frameIncludes(frame, "event:") ? parseEvent(frame).event : undefined;
  }
  const start = bytes[6] === SPACE ? 7 : 6;
  let end = start;
  while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end++;
  const name = bytes.toString("utf8", start, end);
  return name === "" ? undefined : name;
}

function view(frame: Frame): Buffer {
  return frame instanceof Buffer ? frame : Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
}

function afterSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === SPACE || bytes[at] === TAB || bytes[at] === LF || bytes[at] === CR) at++;
  return at;
}
