import type { Finding } from "../recognizer.ts";
import type { Scan } from "../scan.ts";
import { scoreOf, valueAt } from "./secret-values.ts";
import { type SecretWord, secretWordsOf } from "./secret-words.ts";

/** The rest of a sentence that says what it is: `the password for the test system is …`. */
const STATEMENT =
  /(?: (?:for|of|to|für|von|de|do|da|del|per|pour|voor|dla|the|that)(?: [\p{L}\p{N}._@-]{1,32}){1,5}?)? ?(?:is|was|ist|lautet|war|est|es|era|è|é|to|jest|are)(?: now| still| jetzt| set to| called)?:? /iuy;

/** The end of a question, and who answers on the next line: `password?⏎Customer: It's …`. */
const ANSWER =
  /(?: please| bitte)?[?？][ \t\r]{0,2}\n{1,2}[ \t>*]{0,4}(?:\[[^\]\n]{1,24}\] ?)?(?:\p{L}[\p{L} .'-]{0,24}[:>] ?)?(?:(?:it['’]?s|it is|sure|yes|ok|ja|klar|oui|sí|sim|tak)[,.:;! ]{1,3}){0,2}/iuy;

/** Passwords and keys that a sentence tells. */
export function statedPasswords(text: string, scan: Scan): Iterable<Finding> {
  const words = secretWordsOf(scan);
  return words.length === 0 ? NONE : statedAfter(words, text);
}

const NONE: readonly Finding[] = [];

function* statedAfter(words: readonly SecretWord[], text: string): Generator<Finding> {
  for (const { end, kind } of words) {
    const said = [STATEMENT, ANSWER].find((form) => {
      form.lastIndex = end;
      return form.test(text);
    });
    if (said === undefined) continue;
    const value = valueAt(text, said.lastIndex, false);
    if (value === undefined) continue;
    const found = text.slice(value.start, value.end);
    const isQuoted = value.quote !== "";
    // Without quotes, only what is no word of the sentence.
    if (!isQuoted && !/\d|[^\p{L}\d.,'’-]/u.test(found)) continue;
    const score = scoreOf(kind, {
      value: found,
      isQuoted,
      isLiteral: false,
      after: text.slice(value.end, value.end + 8),
    });
    if (score > 0) yield { start: value.start, end: value.end, score };
  }
}
