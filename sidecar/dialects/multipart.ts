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
  /** Undefined when there is none of that name, or only a file. @throws AiosError `invalid-request` when there are several. */
  field(name: string): FormField | undefined;
}

const MOST_PARTS = 1_000;
const LONGEST_PART_HEAD = 16_384;
/** RFC 2046, `boundary`; without the space, which may stand in quotes alone. */
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
      const [part, another] = parts.filter((candidate) => candidate.name === name && !candidate.isFile);
      if (part === undefined) return undefined;
      if (another !== undefined) throw malformed(`it has the field \`${name}\` twice`, name);
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
  if (boundary === undefined || contentType.toLowerCase().split("boundary=").length > 2)
    throw malformed("its content-type names no boundary, or several");
  return boundary;
}

function readParts(bytes: Buffer, boundary: string): readonly Part[] {
  const opening = Buffer.from(`--${boundary}`);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  if (!bytes.subarray(0, opening.length).equals(opening))
    throw malformed("it does not begin with its boundary");
  const parts: Part[] = [];
  let at = opening.length;
  while (!isAt(bytes, at, DASH, DASH)) {
    if (!isAt(bytes, at, CR, LF)) throw malformed("a boundary in it is followed by something else");
    if (parts.length === MOST_PARTS) throw malformed(`it has more than ${MOST_PARTS} parts`);
    const headEnd = bytes.indexOf(END_OF_HEAD, at);
    if (headEnd === -1 || headEnd - at > LONGEST_PART_HEAD)
      throw malformed("a part of it has no end of its head");
    const start = headEnd + END_OF_HEAD.length;
    const end = bytes.indexOf(delimiter, start);
    if (end === -1) throw malformed("its last boundary is missing");
    parts.push({ ...readHead(bytes.toString("latin1", at + 2, headEnd)), start, end });
    at = end + delimiter.length;
  }
  return parts;
}

function isAt(bytes: Buffer, at: number, first: number, second: number): boolean {
  return bytes[at] === first && bytes[at + 1] === second;
}

function readHead(head: string): { readonly name: string; readonly isFile: boolean } {
  const lines = head.split("\r\n");
  const valuesOf = (name: string) =>
    lines.flatMap((line) =>
      line.toLowerCase().startsWith(`${name}:`) ? [line.slice(name.length + 1).trim()] : [],
    );
  const [disposition, another] = valuesOf("content-disposition");
  const parameters = DISPOSITION.exec(disposition ?? "")?.[1];
  if (parameters === undefined || another !== undefined || lines.some((line) => /^\s|^[^:]*$/.test(line))) {
    throw malformed("the head of a part cannot be read");
  }
  if (valuesOf("content-transfer-encoding").some((encoding) => !/^(?:7bit|8bit|binary)$/i.test(encoding))) {
    throw malformed("a part of it has a content-transfer-encoding");
  }
  const named = new Map<string, string>();
  for (const [, key = "", quoted, plain] of parameters.matchAll(PARAMETER)) {
    if (named.has(key.toLowerCase())) throw malformed("the head of a part says the same twice");
    named.set(key.toLowerCase(), quoted ?? plain ?? "");
  }
  const name = named.get("name");
  if (name === undefined || name.includes("\\") || named.has("name*"))
    throw malformed("a part has no readable name");
  return { name, isFile: named.has("filename") || named.has("filename*") };
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
