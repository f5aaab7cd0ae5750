/**
 * Reads the fields of a form (RFC 7578, RFC 2046 section 5.1) whose bytes go on as they are. Strict: the provider has
 * to find the same fields in it, so whatever readers differ about is refused.
 */
import { AiosError } from "../core/errors.ts";

export interface FormField {
  readonly value: string;
  /** Where the value stands in the form's bytes; `end` exclusive. */
  readonly start: number;
  readonly end: number;
}

export interface Form {
  /** Undefined when there is none of that name, or it is a file. @throws AiosError `invalid-request` when there are several. */
  field(name: string): FormField | undefined;
}

const MOST_PARTS = 1_000;
const LONGEST_PART_HEAD = 16_384;
/** RFC 2046, `boundary`; without the space, which may stand in quotes alone. */
const BOUNDARIES = /;\s*boundary[\s*\d]*=/gi;
const BOUNDARY = /;\s*boundary=(?:"([\w'()+,./:=?-]{1,70})"|([\w'+.-]{1,70}))\s*(?:;|$)/i;
const DISPOSITION = /^form-data((?:\s*;\s*[\w*-]+=(?:"[^"]*"|[^\s";]+))*)\s*$/i;
const PARAMETER = /;\s*([\w*-]+)=(?:"([^"]*)"|([^\s";]+))/g;
const END_OF_HEAD = Buffer.from("\r\n\r\n");
const CR = 0x0d;
const LF = 0x0a;
const DASH = 0x2d;

interface Part {
  readonly name: string;
  readonly isFile: boolean;
  /** In another encoding than UTF-8, or none. */
  readonly isForeign: boolean;
  readonly start: number;
  readonly end: number;
}

export function isForm(contentType: string): boolean {
  return /^multipart\/form-data\s*;/i.test(contentType);
}

/** @throws AiosError `invalid-request` for bytes that are no such form. */
export function readForm(body: Uint8Array, contentType: string): Form {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const parts = readParts(bytes, boundaryOf(contentType));
  return {
    field(name) {
      const [part, another] = parts.filter((candidate) => candidate.name === name);
      if (another !== undefined) throw malformed(`it has the field \`${name}\` twice`, name);
      if (part === undefined || part.isFile) return undefined;
      if (part.isForeign) throw malformed(`its field \`${name}\` is in another encoding than UTF-8`, name);
      return { value: textOf(bytes.subarray(part.start, part.end), name), start: part.start, end: part.end };
    },
  };
}

/** The form with another text in place of this field's; every other byte stays. */
export function withField(body: Uint8Array, { start, end }: FormField, value: string): Uint8Array {
  return Buffer.concat([body.subarray(0, start), Buffer.from(value), body.subarray(end)]);
}

function boundaryOf(contentType: string): string {
  const [, quoted, plain] = BOUNDARY.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined || contentType.match(BOUNDARIES)?.length !== 1)
    throw malformed("its content-type names no boundary, or several");
  return boundary;
}

function readParts(bytes: Buffer, boundary: string): readonly Part[] {
  const opening = Buffer.from(`--${boundary}`);
  if (!isBoundaryAt(bytes, 0, opening)) throw malformed("it does not begin with its boundary");
  const parts: Part[] = [];
  let at = opening.length;
  while (!isAt(bytes, at, DASH, DASH)) {
    if (!isAt(bytes, at, CR, LF)) throw malformed("a boundary in it is followed by something else");
    if (parts.length === MOST_PARTS) throw malformed(`it has more than ${MOST_PARTS} parts`);
    const headEnd = bytes.indexOf(END_OF_HEAD, at);
    if (headEnd === -1 || headEnd - at > LONGEST_PART_HEAD)
      throw malformed("a part of it has no end of its head");
    const next = bytes.indexOf(opening, at);
    if (next === -1) throw malformed("its last boundary is missing");
    const start = headEnd + END_OF_HEAD.length;
    // Some readers take it for one after another line end, too, or in a head.
    if (next < start + 2 || !isAt(bytes, next - 2, CR, LF))
      throw malformed("its boundary stands elsewhere than between two parts");
    parts.push({ ...readHead(bytes.toString("latin1", at + 2, headEnd)), start, end: next - 2 });
    at = next + opening.length;
  }
  const rest = bytes.subarray(at + 2);
  if (rest.length > 0 && !(rest.length === 2 && isAt(rest, 0, CR, LF)))
    throw malformed("something follows its last boundary");
  return parts;
}

function isBoundaryAt(bytes: Buffer, at: number, opening: Buffer): boolean {
  return bytes.subarray(at, at + opening.length).equals(opening);
}

function isAt(bytes: Buffer, at: number, first: number, second: number): boolean {
  return bytes[at] === first && bytes[at + 1] === second;
}

/** A header's name and a colon, and no control character but a tab anywhere: a lone line end is one to some. */
const HEADER_LINE = /^[\w!#$%&'*+.^`|~-]+:[\t\x20-\x7e\x80-\xff]*$/;
/** Of a field; UTF-8, or what is the same in it. */
const OUR_CHARSET = /^(?:utf-?8|us-ascii)$/i;

function readHead(head: string): Pick<Part, "name" | "isFile" | "isForeign"> {
  const lines = head.split("\r\n");
  const valuesOf = (name: string) =>
    lines.flatMap((line) =>
      line.toLowerCase().startsWith(`${name}:`) ? [line.slice(name.length + 1).trim()] : [],
    );
  const [disposition, another] = valuesOf("content-disposition");
  const parameters = DISPOSITION.exec(disposition ?? "")?.[1];
  if (parameters === undefined || another !== undefined || !lines.every((line) => HEADER_LINE.test(line))) {
    throw malformed("the head of a part cannot be read");
  }
  if (valuesOf("content-transfer-encoding").some((encoding) => !/^(?:7bit|8bit|binary)$/i.test(encoding))) {
    throw malformed("a part of it has a content-transfer-encoding");
  }
  const named = new Map<string, string>();
  for (const [, key = "", quoted, plain] of parameters.matchAll(PARAMETER)) {
    if (named.has(key.toLowerCase())) throw malformed("the head of a part says the same twice");
    const value = quoted ?? plain ?? "";
    // To some readers the quote behind it is one in the value, and what follows belongs to that.
    if (value.endsWith("\\")) throw malformed("a name in the head of a part ends in a backslash");
    named.set(key.toLowerCase(), value);
  }
  const name = named.get("name");
  if (name === undefined || name.includes("\\") || named.has("name*"))
    throw malformed("a part has no readable name");
  return {
    name,
    isFile: named.has("filename") || named.has("filename*"),
    isForeign: valuesOf("content-type").some(
      (type) => !OUR_CHARSET.test(/charset\s*=\s*"?([^\s";]*)/i.exec(type)?.[1] ?? "utf-8"),
    ),
  };
}

function textOf(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new AiosError("invalid-request", `The field \`${name}\` is not valid UTF-8.`, {
      cause,
      param: name,
    });
  }
}

function malformed(why: string, param?: string): AiosError {
  return new AiosError(
    "invalid-request",
    `The request body is not a readable form: ${why}.`,
    param === undefined ? {} : { param },
  );
}
