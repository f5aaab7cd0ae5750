/** A text taken apart before its words are read: what is asked, and what is handed over with it. */
export interface Parts {
  /** Equal for two texts that differ in nothing but case, blanks and the marks at the end. */
  readonly whole: string;
  /** What is asked, without code and payload. */
  readonly asked: string;
  /** Code between backticks, as written up to blanks. */
  readonly code: readonly string[];
  /** A text handed over to be worked on, as written up to blanks. */
  readonly payload: string | undefined;
}

/** Longer ones are compared whole. */
export const MAX_TEXT_LENGTH = 4_000;

/** More words than these after a colon or a line's end are a text to be worked on, whatever stands before. */
const PAYLOAD_WORDS = 25;
/** Up to eight, with nothing but the marks of sentences between them. */
const FEW_WORDS = /^[\p{L}\p{M}'-]+(?:[,;]? [\p{L}\p{M}'-]+){0,7}[.?!]?$/u;
/** What a question is about, put before it: "git: undo a commit". */
const TOPIC =
  /^(git|github|gitlab|python|pandas|numpy|django|flask|java|javascript|js|typescript|react|vue|angular|node|nodejs|npm|css|html|sql|mysql|postgres|postgresql|sqlite|mongodb|redis|docker|kubernetes|k8s|terraform|aws|linux|ubuntu|debian|bash|shell|vim|emacs|windows|macos|mac|iphone|ios|android|excel|word|outlook|gmail|photoshop|latex|rust|golang|ruby|rails|php|kotlin|swift|scala|c\+\+|c#|r): (?=\S+ \S)/i;
/** What is done to a text that follows a colon. */
const TEXT_TASKS =
  /\b(turn|make|chang|answer|wrong|translat|summar|rewrit|rephras|paraphras|proofread|correct|fix|improv|shorten|simplif|classif|explain|review|debug|convert|extract|reply|respond|sort|format|check|refactor|optimi[sz]|complet|continu|übersetz|traduc|tradui|tradu|resum|résum|riassum)/i;

export function partsOf(text: string): Parts {
  const plain = blanks(
    text
      .normalize("NFKC")
      .replace(/[\u2018\u2019\u02bc\u00b4]/g, "'")
      .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"'),
  );
  if (plain.length > MAX_TEXT_LENGTH) return { whole: plain, asked: "", code: [], payload: undefined };
  const code: string[] = [];
  let asked = cut(plain, "```", code);
  asked = cutInline(asked, code);
  asked = asked.replace(TOPIC, "in $1, ");
  const { before, payload } = payloadOf(asked, code.length > 0);
  const isLiteral = code.length > 0 || payload !== undefined || /["\\]/.test(plain);
  const end = plain.replace(/[\s.?!…]+$/u, "");
  const whole = isLiteral ? end : end.toLowerCase();
  // A short one may as well be cited: "how do you say "good night" in Thai".
  return payload !== undefined && FEW_WORDS.test(payload)
    ? { whole, asked: joinClocks(`${before} "${payload}"`), code, payload: undefined }
    : { whole, asked: joinClocks(before), code, payload };
}

function blanks(text: string): string {
  return text
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n[ \n]*/g, "\n")
    .trim();
}

/** Takes fenced blocks out. One that is not closed reaches to the end. */
function cut(text: string, fence: string, into: string[]): string {
  if (!text.includes(fence)) return text;
  return text
    .split(fence)
    .map((part, index) => {
      if (index % 2 === 0) return part;
      into.push(
        part
          .replace(/^[a-z+#]*\n/i, "")
          .replace(/\s+/g, " ")
          .trim(),
      );
      return " ";
    })
    .join("");
}

/** Words and file names; a selector starts with a point, an option with a dash, and their blanks and case count. */
const PLAIN_CODE = /^(?!\.|.* [.-])[\w. -]{1,40}$/;

/** A few plain words between backticks are words; all else is code. */
function cutInline(text: string, into: string[]): string {
  if (!text.includes("`")) return text;
  const parts = text.split("`");
  return parts
    .map((part, index) => {
      if (index % 2 === 0 || index === parts.length - 1) return part;
      if (PLAIN_CODE.test(part)) return `"${part}"`;
      into.push(part.replace(/\s+/g, " ").trim());
      return " ";
    })
    .join("");
}

function payloadOf(
  asked: string,
  hasCode: boolean,
): { readonly before: string; readonly payload: string | undefined } {
  for (const separator of [/\n/, /:(?=[\s"'])/]) {
    const at = asked.search(separator);
    if (at < 1 || at === asked.length - 1) continue;
    const before = asked.slice(0, at);
    const after = asked.slice(at + 1);
    const words = after.split(/\s+/, PAYLOAD_WORDS + 1).length;
    const isLine = separator.source === "\\n";
    const isTold = words > 3 && !after.trimEnd().endsWith("?") && !/\bquestion\b/i.test(before);
    const isWorkedOn = !isLine && !hasCode && (TEXT_TASKS.test(before) || isTold);
    if (words > PAYLOAD_WORDS || before.endsWith(":") || isWorkedOn) {
      return { before, payload: trimmed(after) };
    }
  }
  return { before: asked, payload: undefined };
}

function trimmed(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^["']|["']$/g, "");
}

/** "8 a.m." reads "8am", "how 2" reads "how to". */
function joinClocks(text: string): string {
  return text.replace(/\bhow 2\b/gi, "how to").replace(/(\d) ?([ap])\.?m\b\.?/gi, "$1$2m");
}
