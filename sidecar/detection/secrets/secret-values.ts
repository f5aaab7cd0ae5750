import type { Span } from "../recognizer.ts";
import type { SecretKind } from "./secret-names.ts";

/** What stands in the place of a value. */
export interface Value extends Span {
  /** The quotation mark around it; empty when there is none. */
  readonly quote: string;
}

const LONGEST_VALUE = 512;

/** Opening marks, perhaps escaped as in JSON inside a text, and what closes them. */
const OPENING = /\\*(["'`“„«‘])/y;
const CLOSING: Readonly<Record<string, string>> = { "“": "”", "„": "“", "«": "»", "‘": "’" };
const BLANKS = /(?:[ \t]|\*{1,2}){0,8}/y;
/** Not in quotes, a value reaches to white space, and to what parts values in code, URLs and connection strings. */
const BARE = /[^\s"'`,;<>(){}[\]\\|“”„«»]{1,512}/y;
/** In a URL or a form, the next field begins there. */
const NEXT_FIELD = /&[\w.[\]-]{1,64}=/;

/** The value that begins at `from`, white space and a quotation mark before it left out. */
export function valueAt(text: string, from: number, isQuery: boolean): Value | undefined {
  BLANKS.lastIndex = from;
  BLANKS.test(text);
  const blank = BLANKS.lastIndex;
  OPENING.lastIndex = blank;
  const mark = OPENING.exec(text)?.[1];
  if (mark !== undefined) {
    const start = OPENING.lastIndex;
    const end = closingOf(text, start, CLOSING[mark] ?? mark);
    return end === undefined || end === start ? undefined : { start, end, quote: mark };
  }
  BARE.lastIndex = blank;
  if (!BARE.test(text)) return undefined;
  const found = text.slice(blank, BARE.lastIndex);
  const field = isQuery ? found.search(/[&#]/) : found.search(NEXT_FIELD);
  // What ends a sentence, or Markdown's bold, is none of the value's.
  const length = (field === -1 ? found : found.slice(0, field)).replace(/[.:*]+$/, "").length;
  return length === 0 ? undefined : { start: blank, end: blank + length, quote: "" };
}

/** The closing mark, or where its escape begins, on the same line. */
function closingOf(text: string, start: number, mark: string): number | undefined {
  const limit = Math.min(text.length, start + LONGEST_VALUE);
  for (let at = start; at < limit; at++) {
    const character = text.charAt(at);
    if (character === "\n") return undefined;
    if (character !== mark) continue;
    let end = at;
    while (end > start && text.charAt(end - 1) === "\\") end--;
    return end;
  }
  return undefined;
}

/** A value in its place, with what stands around it. */
export interface Placed {
  readonly value: string;
  readonly isQuoted: boolean;
  /** Nothing else could stand there: the value of a JSON member, a line of an .env or .ini file. */
  readonly isLiteral: boolean;
  /** The text right behind the value, some characters of it. */
  readonly after: string;
}

/** How sure it is that this is a secret: 0 for not at all. */
export function scoreOf(kind: SecretKind, placed: Placed): number {
  if (isStandIn(placed.value)) return 0;
  return kind === "password" ? scoreOfPassword(placed) : scoreOfKey(placed);
}

const SURE = 0.85;
const LIKELY = 0.6;

function scoreOfPassword({ value, isQuoted, isLiteral, after }: Placed): number {
  if (value.length < 4 || value.length > 128) return 0;
  if (!isQuoted && (isCode(value, after) || (!isLiteral && isVariable(value)))) return 0;
  const hasDigit = /\d/.test(value);
  const hasLetter = /\p{L}/u.test(value);
  if (/\s/.test(value)) return isQuoted && isLiteral && isPhrase(value) ? LIKELY : 0;
  if (hasDigit && (hasLetter || /[^\d.:,/-]/.test(value))) return value.length >= 6 || isLiteral ? SURE : 0;
  if (hasDigit) return isLiteral && /^\d{6,}$/.test(value) ? LIKELY : 0;
  if (!hasLetter || isOrdinary(value)) return 0;
  // Letters alone may be a type, a variable or the next word of a sentence.
  if (isLiteral || isQuoted) return LIKELY;
  return /[-_!@#$%^&+~]/.test(value) && /^[.,;)]?(?:\s*$|\s*\n|\s)/.test(after) && value.length >= 8
    ? LIKELY
    : 0;
}

function scoreOfKey({ value, isQuoted, isLiteral, after }: Placed): number {
  if (!/^[\w+/=.~:@!#$%^*-]{8,512}$/.test(value) || /^https?:/.test(value)) return 0;
  if (!isQuoted && isCode(value, after)) return 0;
  if (!/\d/.test(value)) return isQuoted && value.length >= 20 && isMixed(value) ? LIKELY : 0;
  if (!/[A-Za-z]/.test(value) || isNameOfOne(value)) return 0;
  if (value.length >= 16) return SURE;
  return isQuoted || isLiteral ? LIKELY : 0;
}

/** `${PASSWORD}`, `{{password}}`, `<password>`, `****`, `[SECRET_1]`, `your-password-here`: something that stands for a value. */
function isStandIn(value: string): boolean {
  return (
    /^(?:.*%s.*|[$#%@]?\{.*\}?|\$\(?[A-Z_a-z][\w.]*\)?|%[A-Z_]+%|%s|<.*>?|\[.*\]|(.)\1{2,}|\.{3}|…|[*•●xX]{3,})$/u.test(
      value,
    ) ||
    (/^(?:your|my|the|some|enter|insert|example|dummy|sample|placeholder|change|replace|todo|redacted|hidden|masked)[-_ ]?(?:own|new|real|db|api|secret|access|auth|strong|secure|user|me|with|this|the|password|passwd|pass|token|key|client|value|here|goes|in|it|account|name)*(?:[-_ ](?:\w+))*$/i.test(
      value,
    ) &&
      !/\d{3}/.test(value))
  );
}

/** Behind a name, an identifier is a variable, a type or a call. */
function isCode(value: string, after: string): boolean {
  if (/^[([]/.test(after) && /^[A-Za-z_$][\w$.]*$/.test(value)) return true;
  // `settings.password1`, `process.env.X`, `user->token`
  if (/^[A-Za-z_$][\w$]*(?:\??\.|->|::)[A-Za-z_$][\w$.]*$/.test(value) && !/\d{3}/.test(value)) return true;
  // `exports.findX509Credential`
  if (
    /^(?:exports|module|this|self|cls|process|window|config|settings|options|args|req|request)\.[A-Za-z_$][\w$.]*$/.test(
      value,
    )
  )
    return true;
  return /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value);
}

/** `self.passwd = password_mgr`: named after what it holds. */
function isVariable(value: string): boolean {
  return /^_{0,2}[a-z]+(?:_[a-z]+)*_?$/.test(value) && OF_SECRETS.test(value);
}

const OF_SECRETS = /(?:^|_)(?:password|passwd|pwd|pass|passphrase|token|secret|credentials?|key)(?:_|$)/;

/** What stands behind a password's name when no password does. */
function isOrdinary(value: string): boolean {
  return ORDINARY.has(value.toLowerCase());
}

const ORDINARY: ReadonlySet<string> = new Set(
  (
    "required optional string text null none true false undefined any object boolean number integer varchar bytes char missing invalid " +
    "incorrect wrong expired changed reset protected secret password passwort passwd hidden redacted forgot forgotten must should the your my a " +
    "an is was are for and not no yes enter please see use same empty blank unknown default disabled enabled encrypted hashed plain plaintext " +
    "input value type field user username admin-only unset nil self this auto automatic manual prompt here there below above with without " +
    "contraseña senha hasło erforderlich falsch requis requise obligatoire obligatorio obrigatório str int bool optional<string> " +
    "failed success successful accepted denied rejected ok error errors mismatch match matches verify verified confirm confirmed confirmation " +
    "policy strength length rules hint manager generator recovery email link screen page form label name key token access"
  ).split(" "),
);

/** Three or more words of a passphrase, no sentence. */
function isPhrase(value: string): boolean {
  return (
    /^[\p{L}\d]+(?: [\p{L}\d]+){2,7}$/u.test(value) &&
    !/\b(?:the|a|is|to|of|your|must|be|for|and|or)\b/i.test(value)
  );
}

/** `my-app-secret-2`: words with a number, as things are named. */
function isNameOfOne(value: string): boolean {
  if (!/[-_.:/]/.test(value)) return false;
  const pieces = value.split(/[-_.:/]+/);
  return (
    pieces.every((piece) => /^(?:[a-z]*|[A-Z]*|[A-Z][a-z]+|v?\d{1,4}|[a-z]{3,}\d{1,2})$/.test(piece)) &&
    !/^\d/.test(value)
  );
}

/** Capitals and small letters as random has them. */
function isMixed(value: string): boolean {
  return (value.match(/[a-z][A-Z]/g)?.length ?? 0) * 8 >= value.length;
}
