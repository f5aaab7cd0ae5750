import { beginsWord, endsWord } from "../boundaries.ts";
import type { Finding, Recognizer } from "../recognizer.ts";
import { triggerWords } from "../trigger-words.ts";

/** Hardware addresses (IEEE 802: EUI-48, EUI-64): pairs of hexadecimal digits with colons or dashes, or fours with dots. */
export const recognizer: Recognizer = {
  entity: "mac",
  label: "MAC",
  group: "network",
  description: "Hardware (MAC) addresses, EUI-48 and EUI-64, with colons, dashes or dots.",
  specificity: 36,
  score: 0.9,
  context: [
    "mac address",
    "mac:",
    "mac=",
    "mac ",
    "hardware address",
    "hwaddr",
    "ethernet",
    "ether ",
    "lladdr",
    "bssid",
    "physical address",
    "wlan",
    "wifi",
  ],
  examples: [
    "eth0 has «00:1B:44:11:3A:B7».",
    "«00-1b-44-11-3a-b7»",
    "«001b.4411.3ab7»",
    "MAC «001B44113AB7»",
  ],
  nearMisses: [
    "MAC 00:1B:44:11:3A",
    "MAC 00:1B:44:11:3A:B7:01:02:03",
    "mac 00:1B-44:11:3A:B7",
    "Physical Address 00:1G:44:11:3A:B7",
  ],
  mayOccur: ({ longestToken, colon }) => colon || longestToken >= SHORTEST,
  *find(text, { signs }): Generator<Finding> {
    if (signs.colon) yield* separated(text, COLON, 3);
    // With dashes or dots it is one token.
    if (signs.longestToken >= SHORTEST_SEPARATED) {
      yield* separated(text, DASH, 3);
      yield* separated(text, DOT, 5);
    }
    if (signs.longestToken < SHORTEST) return;
    for (const word of NAMES.placesIn(signs)) {
      BARE.lastIndex = word;
      const address = /\w/.test(text.charAt(word - 1)) ? undefined : BARE.exec(text)?.[1];
      if (address === undefined) continue;
      const end = BARE.lastIndex;
      if (beginsWord(text, end - address.length)) yield { start: end - address.length, end, score: 0.8 };
    }
  },
};

const NAMES = triggerWords(["mac", "hwaddr", "bssid"]);

/** Addresses are looked for from a separator that comes again at the right distance: most texts have few of those. */
function* separated(text: string, separator: string, distance: number): Generator<Finding> {
  for (let at = text.indexOf(separator); at !== -1; at = text.indexOf(separator, at + 1)) {
    if (text.charAt(at + distance) !== separator) continue;
    const start = at - distance + 1;
    if (start < 0) continue;
    ADDRESS.lastIndex = start;
    const address = ADDRESS.exec(text)?.[0];
    if (address === undefined) continue;
    const end = start + address.length;
    if (!beginsWord(text, start) || !endsWord(text, end) || isPartOfLonger(text, start, end, separator))
      continue;
    yield { start, end, score: scoreOf(address) };
    at = end - 1;
  }
}

const COLON = ":";
const DASH = "-";
const DOT = ".";
const SHORTEST = 12;
/** With dots; with dashes three more. */
const SHORTEST_SEPARATED = 14;

const ADDRESS =
  /[\da-f]{2}([:-])[\da-f]{2}(?:\1[\da-f]{2}){4}(?:\1[\da-f]{2}\1[\da-f]{2})?|[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}(?:\.[\da-f]{4})?/iy;
/** Twelve digits in one piece are anything, but not where words call them an address. */
const BARE = /(?:mac(?:[ _-]?addr(?:ess)?)?|hwaddr|bssid)["']?[ :=]{1,3}["']?([\da-f]{12})(?![\da-z])/iy;

/** More pairs, or a decimal beside them: a fingerprint, a serial number, a version. */
function isPartOfLonger(text: string, start: number, end: number, separator: string): boolean {
  // `[.1FEB.0021.0002]`: weights of a collation.
  if (separator === DOT && ".*".includes(text.charAt(start - 1)) && start > 0) return true;
  return (
    (text.charAt(start - 1) === separator && /[\da-f]/i.test(text.charAt(start - 2))) ||
    (text.charAt(end) === separator && /[\da-z]/i.test(text.charAt(end + 1)))
  );
}

/** Digits alone with dashes are rather a date and time, with dots rather a number. */
function scoreOf(address: string): number {
  if (/[a-f]/i.test(address)) return address.includes(".") ? 0.8 : 0.9;
  if (/^(?:\d\d:)+\d\d$/.test(address)) return 0.75;
  return 0.4;
}
