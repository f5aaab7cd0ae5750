import { isAlphanumeric } from "../boundaries.ts";
import type { Span } from "../recognizer.ts";

/** Characters looked at after `://`. */
const LONGEST_AUTHORITY = 1_024;
/** A user without a password is a credential only when it looks like a token. */
const SHORTEST_LONE_TOKEN = 20;

const MARK = "://";

/** The `user:password` of URLs (RFC 3986 §3.2.1), or a lone token in their place; the rest of the URL stays readable. */
export function* urlCredentials(text: string): Generator<Span> {
  for (let mark = text.indexOf(MARK); mark !== -1; mark = text.indexOf(MARK, mark + MARK.length)) {
    if (mark === 0 || !isAlphanumeric(text.charCodeAt(mark - 1))) continue;
    const start = mark + MARK.length;
    const end = userinfoEnd(text, start);
    if (end !== undefined && isCredential(text.slice(start, end))) yield { start, end };
  }
}

/** The last `@` of the authority: passwords may contain one, unencoded as it should not be. */
function userinfoEnd(text: string, start: number): number | undefined {
  let last: number | undefined;
  const limit = Math.min(text.length, start + LONGEST_AUTHORITY);
  for (let at = start; at < limit; at++) {
    const character = text.charAt(at);
    if (character === "@") last = at;
    else if (ENDS_AUTHORITY.has(character)) break;
  }
  return last;
}

const ENDS_AUTHORITY: ReadonlySet<string> = new Set("/?#\\\"'`<>()[],; \t\r\n");

function isCredential(userinfo: string): boolean {
  const colon = userinfo.indexOf(":");
  if (colon === -1)
    return userinfo.length >= SHORTEST_LONE_TOKEN && /\d/.test(userinfo) && !userinfo.includes("@");
  const password = userinfo.slice(colon + 1);
  // `${PASSWORD}`, `{{password}}` and `$PASSWORD` stand for one.
  return password !== "" && !/^(?:\$?\{.*\}|\$[A-Z_]+)$/.test(password);
}
