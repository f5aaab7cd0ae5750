/** What characters of any script are, by UTF-16 code unit. */

/** A letter, mark or digit; also either half of a surrogate pair that may be one. */
export function isWordCharacter(code: number): boolean {
  if (code < 0x80) return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba;
  if (code < 0x250) return code !== 0xd7 && code !== 0xf7;
  return WORD.test(String.fromCharCode(code));
}

const WORD = /[\p{L}\p{M}\p{N}]/u;

/** Of a script that puts no spaces between words: there, a word may begin and end anywhere. */
export function isUnspaced(code: number): boolean {
  return (
    code >= 0xe00 &&
    (code <= 0xeff ||
      (code >= 0x1000 && code <= 0x109f) ||
      (code >= 0x1780 && code <= 0x17ff) ||
      (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7af) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xd840 && code <= 0xd87f) ||
      (code >= 0xff66 && code <= 0xff9f))
  );
}

export function isSpace(code: number): boolean {
  return (
    code === 0x20 ||
    (code >= 0x09 && code <= 0x0d) ||
    code === 0xa0 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x3000
  );
}

/** In lower case, as far as that is one code unit; a final sigma is a sigma. */
export function lowerCase(code: number): number {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code | 0x20 : code;
  if (code === 0x3c2) return 0x3c3;
  if (!mayHaveCase(code)) return code;
  const lower = String.fromCharCode(code).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}

function mayHaveCase(code: number): boolean {
  return (
    code < 0x590 ||
    (code >= 0x10a0 && code <= 0x10ff) ||
    (code >= 0x1c80 && code <= 0x1fff) ||
    (code >= 0x2100 && code <= 0x2dff) ||
    (code >= 0xa640 && code <= 0xabbf) ||
    (code >= 0xff21 && code <= 0xff3a)
  );
}

export function isUpperCase(code: number): boolean {
  return code < 0x80 ? code >= 0x41 && code <= 0x5a : mayHaveCase(code) && lowerCase(code) !== code;
}
