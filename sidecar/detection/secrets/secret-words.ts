import { isWordCharacter } from "../letters.ts";
import type { Span } from "../recognizer.ts";
import { perScan } from "../scan.ts";
import { triggerWords } from "../trigger-words.ts";
import type { SecretKind } from "./secret-names.ts";

/** A word for a credential, as prose has it. */
export interface SecretWord extends Span {
  readonly kind: SecretKind;
}

const PASSWORDS =
  "pass(?:word|phrase|code|wort)|kennwort|contraseña|clave|mot de passe|senha|hasło|wachtwoord|parola|пароль|пароля";
const KEYS = "(?:api|secret|access|private|auth)[ _-]?key|client secret|secret|token|credential";
const WORDS = new RegExp(`(${PASSWORDS})|(?:${KEYS})`, "gi");
const WORD_HERE = new RegExp(WORDS.source, "iy");
/** How they begin; `hasło` in the letters before its third. */
const BEGINNINGS = triggerWords([
  ...["pass", "kennwort", "contrase", "clave", "mot", "senha", "has", "wachtwoord", "parola"],
  ...["api", "secret", "access", "private", "auth", "client", "token", "credential"],
]);

/** Where a text speaks of credentials, in order. Most texts do not. */
export const secretWordsOf = perScan((text, { signs }): readonly SecretWord[] => {
  const words: SecretWord[] = [];
  for (const { 0: word, 1: password, index: start } of signs.cyrillic
    ? text.matchAll(WORDS)
    : wordsAt(text, BEGINNINGS.placesIn(signs))) {
    if (start > 0 && isWordCharacter(text.charCodeAt(start - 1)) && !isHump(text, start)) continue;
    words.push({ start, end: start + word.length, kind: password === undefined ? "key" : "password" });
  }
  return words.length === 0 ? NONE : words;
});

/** Those that begin in one of these places, which are in order. */
function* wordsAt(text: string, places: readonly number[]): Generator<RegExpExecArray> {
  let from = 0;
  for (const place of places) {
    if (place < from) continue;
    WORD_HERE.lastIndex = place;
    const found = WORD_HERE.exec(text);
    // What is no word of its own in `subclient secret` has no part that is one.
    if (found === null || CLIENT.test(text.slice(Math.max(0, place - LONGEST_CLIENT), place))) continue;
    yield found;
    from = WORD_HERE.lastIndex;
  }
}

const CLIENT = /client $/i;
const LONGEST_CLIENT = 7;

const NONE: readonly SecretWord[] = [];

/** `apiToken`, and the letter of an escape: `\ntoken`. */
function isHump(text: string, start: number): boolean {
  return (
    /[a-z][A-Z]|[nrt]./.test(text.slice(start - 1, start + 1)) &&
    (/[A-Z]/.test(text.charAt(start)) || text.charAt(start - 2) === "\\")
  );
}
