import type { Span } from "../recognizer.ts";
import type { Signs } from "../signs.ts";
import { triggerWords } from "../trigger-words.ts";

/** Tokens that are known by something other than their first characters. */
interface PlacedFormat {
  /** What is searched for: a piece of every one of them that few texts have. */
  readonly sign: string;
  /** Most texts have not what it takes. */
  readonly mayOccur: (signs: Signs) => boolean;
  /** Characters before the sign at most. */
  readonly before: number;
  readonly pattern: RegExp;
}

const placed = (
  sign: string,
  mayOccur: (signs: Signs) => boolean,
  before: number,
  pattern: RegExp,
): PlacedFormat => ({
  sign,
  mayOccur,
  before,
  pattern: new RegExp(pattern.source, "y"),
});

const HOOKS = triggerWords(["hooks", "webhook"]);
const ACCESS = triggerWords(["access"]);
const digits = (signs: Signs): boolean => signs.digits > 0;

const PLACED: readonly PlacedFormat[] = [
  // Webhooks: whoever knows the address may post.
  placed(
    "hooks.slack.com/",
    HOOKS.areIn,
    8,
    /(?:https:\/\/)?hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/-]{20,200}/,
  ),
  placed(
    "/api/webhooks/",
    HOOKS.areIn,
    40,
    /(?:https:\/\/)?(?:ptb\.|canary\.)?discord(?:app)?\.com\/api\/webhooks\/\d{15,21}\/[\w-]{40,100}/,
  ),
  placed(
    ".webhook.office.com/",
    HOOKS.areIn,
    64,
    /(?:https:\/\/)?[\w-]{1,40}\.webhook\.office\.com\/webhookb2\/[0-9a-f@-]{36,80}\/IncomingWebhook\/[0-9a-f]{32}\/[0-9a-f-]{36}(?:\/[\w-]{1,80})?/,
  ),
  placed(
    "hooks.zapier.com/",
    HOOKS.areIn,
    8,
    /(?:https:\/\/)?hooks\.zapier\.com\/hooks\/catch\/\d{4,12}\/[a-z0-9]{5,12}\/?/,
  ),
  // Microsoft.
  placed("Q~", digits, 4, /[\w~.-]{3}\dQ~[\w~.-]{31,34}/),
  placed("JQQJ99", digits, 52, /[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{20,30}/),
  // Google's refresh tokens; Braintree.
  placed("1//0", digits, 0, /1\/\/0[\w-]{40,120}/),
  placed(
    "access_token$",
    ACCESS.areIn,
    0,
    /access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}/,
  ),
  // Telegram: the bot's number, then its token.
  placed(":AA", ({ colon }) => colon, 10, /\d{8,10}:AA[\w-]{33}(?![\w-])/),
];

/** The tokens of these formats that a text has. Linear: each sign is looked back from no further than it is known to. */
export function* placedTokens(text: string, signs: Signs): Generator<Span> {
  for (const { sign, mayOccur, before, pattern } of PLACED) {
    if (!mayOccur(signs)) continue;
    for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + sign.length)) {
      const found = tokenAround(text, at, before, pattern);
      if (found !== undefined) yield found;
    }
  }
}

/** The longest token that the sign at `sign` is a piece of. */
function tokenAround(text: string, sign: number, before: number, pattern: RegExp): Span | undefined {
  for (let start = Math.max(0, sign - before); start <= sign; start++) {
    pattern.lastIndex = start;
    if (pattern.test(text) && pattern.lastIndex > sign && startsApart(text, start))
      return { start, end: pattern.lastIndex };
  }
  return undefined;
}

function startsApart(text: string, start: number): boolean {
  return start === 0 || !/[A-Za-z0-9]/.test(text.charAt(start - 1)) || text.charAt(start - 2) === "\\";
}
