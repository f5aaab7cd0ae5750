/** What nobody sees: zero-width characters, soft hyphens, marks of direction, variation selectors, tags. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

const SOME_NON_ASCII = /[^\0-\x7f]/;

/** A text as whoever reads it takes it in: forms that mean the same are one (NFKC), what nobody sees is left out. */
export function visibleText(text: string): string {
  if (!SOME_NON_ASCII.test(text)) return text;
  return text.replaceAll(INVISIBLE, "").normalize("NFKC");
}

/** The same for comparing words: in lower case, Latin letters without accents, look-alikes of other scripts as Latin. */
export function comparableText(text: string): string {
  const visible = visibleText(text).toLowerCase();
  if (!SOME_NON_ASCII.test(visible)) return visible;
  const latin = visible.replaceAll(ACCENTED, (letter) => PLAIN.get(letter) ?? plainLetter(letter));
  return latin.replaceAll(MIXED_WORD, (word) =>
    SOME_LATIN.test(word) ? word.replaceAll(LOOK_ALIKE, (letter) => LOOK_ALIKES.get(letter) ?? letter) : word,
  );
}

/** Latin letters beyond ASCII, and the dot that lower case leaves behind a Turkish capital. */
const ACCENTED = /[\u00df-\u024f\u1e00-\u1eff]|[\u0300-\u036f]/g;

/** Letters that do not come apart by themselves. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ["ß", "ss"],
  ["ł", "l"],
  ["ø", "o"],
  ["đ", "d"],
  ["ı", "i"],
  ["æ", "ae"],
  ["œ", "oe"],
]);

function plainLetter(letter: string): string {
  return letter.normalize("NFD").replaceAll(/[\u0300-\u036f]/g, "");
}

const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  [..."аaеeоoрpсcуyхxіiјjѕsԁdһhνvοoαaιiκkρpτtυuεe".matchAll(/(.)(.)/gu)].map(
    ([, letter = "", latin = ""]) => [letter, latin],
  ),
);
const LOOK_ALIKE = new RegExp(`[${[...LOOK_ALIKES.keys()].join("")}]`, "gu");
const SOME_LATIN = /[a-z]/;
/** A run of letters, one of which is Greek or Cyrillic; bounded, since nobody reads longer words. */
const MIXED_WORD = /[a-z\u0370-\u052f]{1,64}/g;

/** What characters of the block of tags say, which have no shape at all: https://unicode.org/reports/tr51/#flag-emoji-tag-sequences */
export function tagText(text: string): string {
  if (!text.includes(TAG_PREFIX)) return "";
  let said = "";
  for (const [tag] of text.matchAll(/[\u{e0020}-\u{e007e}]/gu)) {
    if (said.length === LONGEST_TAG_TEXT) break;
    said += String.fromCharCode((tag.codePointAt(0) ?? 0) - 0xe0000);
  }
  return said;
}

/** The first half of every such character in UTF-16. */
const TAG_PREFIX = "\udb40";
const LONGEST_TAG_TEXT = 4_096;
