import { AiosError } from "../../core/errors.ts";

/**
 * A request's target, path and query, that means to everybody where it seems to lead: no server on its way may find
 * itself outside of the prefix that a route was matched by. Refused, not mended, is whatever is read in several ways:
 * dot segments in any spelling (RFC 3986, section 5.2.4), encoded slashes and backslashes, empty segments, control
 * characters, codes of codes, and codes of what is no UTF-8.
 * @throws AiosError `invalid-request`
 */
export function checkedPath(target: string): string {
  const path = target.split("?", 1)[0] ?? "";
  if (!path.startsWith("/") || AMBIGUOUS.test(path) || NEVER.test(target) || !isUtf8(path))
    throw misleading();
  // The first is empty, and so is the last of a path that ends in a slash.
  const segments = path.split("/").slice(1);
  for (const [index, segment] of segments.entries()) {
    if (segment === "" && index < segments.length - 1) throw misleading();
    if (DOTS.test(segment)) throw misleading();
  }
  return target;
}

/** A backslash; or in code a slash, a backslash, a control character, or what is a code again once it was undone. */
const AMBIGUOUS = /\\|%(?:2f|5c|[01][0-9a-f]|7f|25[0-9a-f]{2})/i;
/** Nowhere in a target, the query included. */
const NEVER = /[^\x21-\x7e\x80-\xff]|#/;
/** Some servers cut what follows a semicolon off a segment first. */
const DOTS = /^(?:\.|%2e){1,2}(?:$|;|%3b)/i;

function isUtf8(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function misleading(): AiosError {
  return new AiosError(
    "invalid-request",
    "The path can be read in several ways: send it without `.`, `..` and empty segments, and without encoded slashes, in UTF-8.",
  );
}
