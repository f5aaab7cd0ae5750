import type { Finding } from "../recognizer.ts";
import { scoreOf, valueAt } from "./secret-values.ts";

const NAMES = [
  "pass(?:word|phrase|code|wor[dt])|kennwort|contraseña|clave|mot de passe|senha|hasło|wachtwoord|parola|пароль",
  "(?:api|secret|access|private)[ -]?key|(?:access |auth |api )?token|client secret",
].join("|");

/** A sentence that says what it is: `the password for the test system is …`. */
const STATEMENT = new RegExp(
  `(?<![\\p{L}\\p{N}])(${NAMES})(?![\\p{L}\\p{N}])(?: (?:for|of|to|für|von|de|do|da|del|per|pour|voor|dla|the|that)(?: [\\p{L}\\p{N}._@-]{1,32}){1,5})? ?(?:is|was|ist|lautet|war|est|es|era|è|é|to|jest|are)(?: now| still| jetzt| set to| called)?:? `,
  "giu",
);

const HINTS = [
  "ass",
  "ASS",
  "ennwort",
  "contrase",
  "lave",
  "senha",
  "Senha",
  "has",
  "wachtw",
  "parola",
  "пароль",
  " key",
  "-key",
  "oken",
];

/** Passwords and keys that a sentence tells. */
export function* statedPasswords(text: string): Generator<Finding> {
  if (!HINTS.some((hint) => text.includes(hint))) return;
  for (const { 0: said, 1: name = "", index } of text.matchAll(STATEMENT)) {
    const value = valueAt(text, index + said.length, false);
    if (value === undefined) continue;
    const found = text.slice(value.start, value.end);
    const isQuoted = value.quote !== "";
    // Without quotes, only what is no word of the sentence.
    if (!isQuoted && !/\d|[^\p{L}\d.,'’-]/u.test(found)) continue;
    const score = scoreOf(/key|token|secret/i.test(name) ? "key" : "password", {
      value: found,
      isQuoted,
      isLiteral: false,
      after: text.slice(value.end, value.end + 8),
    });
    if (score > 0) yield { start: value.start, end: value.end, score };
  }
}
