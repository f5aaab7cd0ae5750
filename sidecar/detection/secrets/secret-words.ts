import { isWordCharacter } from "../letters.ts";
import type { Span } from "../recognizer.ts";
import { perScan } from "../scan.ts";
import type { SecretKind } from "./secret-names.ts";

/** A word for a credential, as prose has it. */
export interface SecretWord extends Span {
  readonly kind: SecretKind;
}

const PASSWORDS =
  "pass(?:word|phrase|code|wort)|kennwort|contraseña|clave|mot de passe|senha|hasło|wachtwoord|parola|пароль|пароля";
const KEYS = "(?:api|secret|access|private|auth)[ _-]?key|client secret|secret|token|credential";
const WORDS = new RegExp(`(${PASSWORDS})|(?:${KEYS})`, "gi");

/** Where a text speaks of credentials, in order. Most texts do not. */
export const secretWordsOf = perScan((text): readonly SecretWord[] => {
  const words: SecretWord[] = [];
  for (const { 0: word, 1: password, index: start } of text.matchAll(WORDS)) {
    if (start > 0 && isWordCharacter(text.charCodeAt(start - 1)) && !isHump(text, start)) continue;
    words.push({ start, end: start + word.length, kind: password === undefined ? "key" : "password" });
  }
  return words.length === 0 ? NONE : words;
});

const NONE: readonly SecretWord[] = [];

/** `apiToken`, and the letter of an escape: `\ntoken`. */
function isHump(text: string, start: number): boolean {
  return (
    /[a-z][A-Z]|[nrt]./.test(text.slice(start - 1, start + 1)) &&
    (/[A-Z]/.test(text.charAt(start)) || text.charAt(start - 2) === "\\")
  );
}
