/** Bytes inside JSON: base64 by itself, or in a `data:` URL (RFC 2397). */

/** Plain or URL-safe. What has no letter at all could be a number of any sort, and is not taken for base64. */
const BASE64 = /[\d+/=_-]*[A-Za-z][\w+/=-]*$/y;

/** A header of the plainest form: parameters other than these could say anything. */
const DATA_URL =
  /^data:([a-z][\w.+-]*\/[a-z][\w.+-]*)(?:;charset=[a-z][\w-]*)?(?:;codecs=[a-z][\w.-]*)?;base64,/i;

const TEXT_TYPE = /^(?:text\/|application\/(?:json|xml|x-ndjson|yaml|[\w.-]+\+(?:json|xml|yaml))$)/i;

export interface DataUrl {
  readonly mediaType: string;
  /** Where the base64 begins. */
  readonly dataAt: number;
}

/** Undefined for whatever is not such a URL with nothing but base64 in it. */
export function readDataUrl(text: string): DataUrl | undefined {
  const header = DATA_URL.exec(text);
  const [start, mediaType] = header ?? [];
  if (start === undefined || mediaType === undefined || !isBase64(text, start.length)) return undefined;
  return { mediaType, dataAt: start.length };
}

export function isBase64(text: string, from = 0): boolean {
  BASE64.lastIndex = from;
  return BASE64.test(text);
}

/** Whether bytes of this media type are text, such as text/plain and application/json. */
export function isTextType(mediaType: string): boolean {
  return TEXT_TYPE.test(mediaType);
}
