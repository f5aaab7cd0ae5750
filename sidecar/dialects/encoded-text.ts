/**
 * Texts in base64, by itself or in a `data:` URL (RFC 2397), as leniently as anybody behind us may read them: with line
 * breaks, percent-encoded, with any parameters, in any letter case, and in other encodings than UTF-8.
 */

export interface EncodedUrl {
  /** In lower case; text/plain where the URL names none. */
  readonly mediaType: string;
  /** Where the base64 begins. */
  readonly dataAt: number;
  /** What stands before it says no more than what it is. */
  readonly isPlain: boolean;
}

const LONGEST_HEADER = 1_024;
const HEADER = /^\s*data:\s*([^;]*?)\s*(?:;.*)?;\s*base64\s*$/is;
/** Of the plainest form: other parameters, such as a file's name, could say anything. */
const PLAIN_HEADER = /^data:[\w.+-]*\/?[\w.+-]*(?:;charset=[a-z][\w-]*)?(?:;codecs=[a-z][\w.-]*)?;base64,$/i;
/** Base64 of either alphabet, broken into lines or not, percent-encoded or not. */
const LENIENT = /^[\w+/=\s%-]*$/;
const SOME_LETTER = /[a-z]/i;

/** Undefined for whatever is not a `data:` URL in base64. */
export function encodedUrlIn(text: string): EncodedUrl | undefined {
  if (!/^\s{0,16}data:/i.test(text)) return undefined;
  const comma = text.indexOf(",");
  if (comma === -1 || comma > LONGEST_HEADER) return undefined;
  const [found, mediaType] = HEADER.exec(text.slice(0, comma)) ?? [];
  if (found === undefined || !LENIENT.test(text.slice(comma + 1))) return undefined;
  const dataAt = comma + 1;
  const isPlain = PLAIN_HEADER.test(text.slice(0, dataAt));
  return { mediaType: (mediaType || "text/plain").toLowerCase(), dataAt, isPlain };
}

/** What has no letter could be a number of any sort, and is not taken for base64. */
export function isEncoded(text: string): boolean {
  return SOME_LETTER.test(text) && LENIENT.test(text);
}

/** Pictures, sound, films, fonts and documents laid out in pages: bytes in which no text stands as such. */
const MEDIA =
  /^(?:image\/(?!svg)|audio\/|video\/|font\/|application\/(?:pdf|zip|vnd\.)\b(?!.*\+(?:json|xml)$))/i;

export function isMediaType(mediaType: string): boolean {
  return MEDIA.test(mediaType);
}

/**
 * Rewrites the text that is encoded in base64 from `from` on; the same string when nothing changed.
 * @param isText whether it is said to be a text: then it is read as one whatever its bytes are
 * @returns undefined for what is no text
 */
export function rewriteEncoded(
  encoded: string,
  from: number,
  isText: boolean,
  rewrite: (text: string) => string,
): string | undefined {
  const bytes = bytesOf(encoded.slice(from));
  const encoding = encodingOf(bytes, isText);
  if (encoding === undefined) return undefined;
  const text = read(bytes, encoding);
  const next = rewrite(text);
  return next === text ? encoded : encoded.slice(0, from) + written(next, encoding).toString("base64");
}

function bytesOf(encoded: string): Buffer {
  const plain = encoded.replaceAll(/%([0-9a-f]{2})/gi, (_code, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(plain, "base64");
}

type Encoding = "utf8" | "utf16le" | "utf16be" | "latin1";

/** Bytes looked at to tell UTF-16 by its zeros. */
const SAMPLE = 1_024;
const MOSTLY = 0.4;

function encodingOf(bytes: Buffer, isText: boolean): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf16be";
  const zeros = [0, 0];
  const sample = Math.min(SAMPLE, bytes.byteLength);
  for (let at = 0; at < sample; at++) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > (MOSTLY * sample) / 2 && even < odd / 4) return "utf16le";
  if (even > (MOSTLY * sample) / 2 && odd < even / 4) return "utf16be";
  if (isUtf8(bytes)) return "utf8";
  // ISO 8859-1 stands for all of one byte a character: what is looked for, and what takes its place, is ASCII in most.
  return isText || !isBinary(bytes) ? "latin1" : undefined;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function isUtf8(bytes: Buffer): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** How JPEG and PNG begin. */
const PICTURE = /^(?:\xff\xd8\xff|\x89PNG)/;

/** Control characters, which no text has, or how a picture begins. */
function isBinary(bytes: Buffer): boolean {
  if (PICTURE.test(bytes.toString("latin1", 0, 4))) return true;
  return bytes.some((byte) => byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b);
}

function read(bytes: Buffer, encoding: Encoding): string {
  return encoding === "utf16be" ? swapped(bytes).toString("utf16le") : bytes.toString(encoding);
}

function written(text: string, encoding: Encoding): Buffer {
  return encoding === "utf16be" ? swapped(Buffer.from(text, "utf16le")) : Buffer.from(text, encoding);
}

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.byteLength - (bytes.byteLength % 2))).swap16();
}
