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
const EVENT = Buffer.from("event:");

/** ASCII text to look for, as bytes: searching for a string would encode it anew for every event. */
export type Needle = Buffer;

export function needle(ascii: string): Needle {
  return Buffer.from(ascii, "latin1");
}

/** Whether the needle stands anywhere in the frame. */
export function frameIncludes(frame: Frame, wanted: Needle): boolean {
  return view(frame).includes(wanted);
}

/** A member of an object whose value begins with a given character, such as `{` for an object or `"` for a string. */
export interface MemberNeedle {
  readonly quotedKey: Needle;
  readonly firstByte: number;
}

export function memberNeedle(key: string, firstCharacter: string): MemberNeedle {
  return { quotedKey: needle(`"${key}"`), firstByte: firstCharacter.charCodeAt(0) };
}

/** Whether some object in the frame's JSON has such a member. */
export function mayHaveMember(frame: Frame, { quotedKey, firstByte }: MemberNeedle): boolean {
  const bytes = view(frame);
  for (let at = bytes.indexOf(quotedKey); at !== -1; at = bytes.indexOf(quotedKey, at)) {
    at = afterSpace(bytes, at + quotedKey.length);
    if (bytes[at] === COLON && bytes[afterSpace(bytes, at + 1)] === firstByte) return true;
  }
  return false;
}

/** The event's name. Read from the first line alone where that is the `event` line, as servers send it. */
export function eventName(frame: Frame): string | undefined {
  const bytes = view(frame);
  if (!EVENT_FIELD.every((byte, at) => bytes[at] === byte)) {
    return frameIncludes(frame, EVENT) ? parseEvent(frame).event : undefined;
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
