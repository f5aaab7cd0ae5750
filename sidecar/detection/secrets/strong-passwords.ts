import type { Value } from "./secret-values.ts";

/** Not in quotes, and with signs in it that end any other value. */
const RUN = /[ \t]{0,8}([^\s"'`“”„«»]{8,128})/y;
/** A call, or the beginning of one: `getPassword2(User)`; code has few other signs so close together. */
const CALL = /^[A-Za-z_$][\w$.]*\((?:.*\)|[^!@#%^&*+?~]*$)/;
/** Characters looked back for the bracket that a last one closes. */
const LINE = 128;

/**
 * A password that a program made: letters of both cases, digits and signs without a space, such as `k_G3(EBy*`. Undefined
 * when what stands there is not as mixed as that.
 * @param from right behind the colon or the equals sign
 */
export function strongPasswordAt(text: string, from: number): Value | undefined {
  RUN.lastIndex = from;
  const found = RUN.exec(text)?.[1];
  if (found === undefined) return undefined;
  const start = RUN.lastIndex - found.length;
  const value = withoutSentence(text, start, found);
  if (value.length < 8 || !isMixed(value) || isMarkup(value)) return undefined;
  return { start, end: start + value.length, quote: "" };
}

function isMixed(value: string): boolean {
  return /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value) && /[^A-Za-z\d]/.test(value);
}

/** Something else is written like this: a call, a placeholder, a tag, emphasis, several fields. */
function isMarkup(value: string): boolean {
  return (
    CALL.test(value) ||
    /^(?:[$#%@]?\{|\$\(|<|\[|\*\*|_{1,2}\w+_{1,2}$)/.test(value) ||
    /[,;|\\]|[}\]>]$|:\/\/|\$\{|&[\w.]+=/.test(value) ||
    /^[\w.]+$/.test(value)
  );
}

/** A full stop ends the sentence; a bracket may have been opened before the password's name. */
function withoutSentence(text: string, start: number, found: string): string {
  const value = found.replace(/[.:,;]+$/, "");
  if (!value.endsWith(")") || value.includes("(")) return value;
  const before =
    text
      .slice(Math.max(0, start - LINE), start)
      .split("\n")
      .at(-1) ?? "";
  return before.lastIndexOf("(") > before.lastIndexOf(")") ? value.slice(0, -1) : value;
}
