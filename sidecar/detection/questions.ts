import { perScan, type Scan } from "./scan.ts";

/** Characters between the end of a question's line and the answer: who speaks, and `It's`. */
const LONGEST_LEAD = 56;

/** Those who answer, where no question mark says that somebody was asked. */
const ASKED =
  "user|customer|client|patient|human|guest|caller|member|visitor|applicant|kunde|kundin|nutzer|patientin|cliente|usuario|paciente|utilisateur|klant|klient";

const SPEAKER = String.raw`(?:\[[^\]\n]{1,24}\] ?)?[*"]{0,2}\p{L}[\p{L} .'-]{0,24}(?: ?\([^)\n]{1,16}\))?[*"]{0,2} ?[:>][*]{0,2} ?`;
const OPENERS = String.raw`(?:(?:it['’]?s|it is|that['’]?s|that is|sure|yes|yeah|ok|okay|of course|certainly|here it is|here you go|well|klar|ja|gerne|natürlich|das ist|es ist|sie lautet|oui|bien sûr|c['’]est|sí|claro|es|si|certo|è|sim|é|tak|to|evet)[,.:;! ]{1,3}){0,3}`;
const LEAD = new RegExp(`^[ \\t>*]{0,4}(?:${SPEAKER})?${OPENERS}["'\`]?$`, "iu");
const LEAD_OF_ASKED = new RegExp(`^[ \\t>*]{0,4}(?:${ASKED}) ?[:>] ?${OPENERS}["'\`]?$`, "iu");

const TURN_OF_ASKED = new RegExp(`\\n(?:${ASKED}) ?[:>]`, "i");

const mayAnswer = perScan((text) => text.includes("\n") && (/[?？]/.test(text) || TURN_OF_ASKED.test(text)));

/**
 * Where the question ends that the value at `start` answers on the next line: `Agent: What is your SSN?⏎Customer: It's …`.
 * Undefined where none is asked.
 */
export function questionEnd(scan: Scan, start: number): number | undefined {
  if (!mayAnswer(scan)) return undefined;
  const { text } = scan;
  const floor = Math.max(0, start - LONGEST_LEAD);
  let lineStart = start;
  while (lineStart > floor && text.charCodeAt(lineStart - 1) !== LINE_END) lineStart--;
  if (lineStart <= floor) return undefined;
  let end = lineStart;
  while (end > 0 && lineStart - end < MOST_BLANKS && " \t\r\n".includes(text.charAt(end - 1))) end--;
  const lead = text.slice(lineStart, start);
  if (!"?？".includes(text.charAt(end - 1)) || end === 0) return LEAD_OF_ASKED.test(lead) ? end : undefined;
  return LEAD.test(lead) ? end - 1 : undefined;
}

const LINE_END = 0x0a;
/** Characters. */
const MOST_BLANKS = 6;
