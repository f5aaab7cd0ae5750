/** How the characters of a text that streams by are counted. */
export interface Counting {
  /** It is JSON source: an escape reads as one character. */
  readonly escapes: boolean;
  /** White space in a row reads as one blank. */
  readonly blanks: boolean;
}

/** UTF-16 code units beside those that are read: more of what nobody sees is seen for itself. */
export const LONGEST_UNREAD = 4_096;

/**
 * Where the last `count` characters before `end` begin, as whoever reads the text counts them: what nobody sees is none.
 * It goes back over `LONGEST_UNREAD` code units at most beside those.
 */
export function readBack(text: string, end: number, count: number, { escapes, blanks }: Counting): number {
  const least = Math.max(0, end - count - LONGEST_UNREAD);
  let at = end;
  let wasBlank = false;
  for (let read = 0; read < count && at > least; ) {
    const escaped = escapes ? escapeBefore(text, at) : 0;
    const code = escaped === 6 ? Number.parseInt(text.slice(at - 4, at), 16) : text.charCodeAt(at - 1);
    at -= Math.max(1, escaped);
    if (code > 0x7f && isUnseen(text, at, code)) continue;
    const isBlank = code <= 0x20 || escaped === 2;
    if (!(blanks && isBlank && wasBlank)) read++;
    wasBlank = isBlank;
  }
  return Math.max(0, at);
}

/** Code units of the escape that ends there, 0 when none does; one that only looks so is counted as one. */
function escapeBefore(text: string, end: number): number {
  if (text.charCodeAt(end - 6) === BACKSLASH && /^\\u[0-9a-f]{4}$/i.test(text.slice(end - 6, end))) return 6;
  return text.charCodeAt(end - 2) === BACKSLASH && /[nrtbf]/.test(text.charAt(end - 1)) ? 2 : 0;
}

const BACKSLASH = 0x5c;
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;

/** Of a pair that stands for a character of the plane of tags and selectors (U+E0000 to U+E0FFF), both halves. */
function isUnseen(text: string, at: number, code: number): boolean {
  if (code < 0xd800 || code > 0xdfff) return UNSEEN.test(String.fromCharCode(code));
  const high = code >= 0xdc00 ? text.charCodeAt(at - 1) : code;
  return high >= 0xdb40 && high <= 0xdb43;
}
