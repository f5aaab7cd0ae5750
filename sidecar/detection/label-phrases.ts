/** Words. */
const LONGEST_PHRASE = 4;
/** Words after a label. */
const MOST_FILLERS = 6;

/**
 * All phrases of all labels, numbered: what stands before a value is looked up once, whoever asks. Filled while the
 * recognizers' modules are read, and not changed after that.
 */
const PHRASES = new Map<string, number>();

/** What phrases end in, word by word from the last one: a look-up for each word, and no phrase put together for it. */
interface Tail {
  /** The number of the phrase that this is all of; undefined for none. */
  phrase: number | undefined;
  readonly before: Map<string, Tail>;
}

/** By last word: most numbers have another word before them, and are told by that word alone. */
const TAILS = new Map<string, Tail>();

/** @param phrase in lower case. For modules to call while they are read only */
export function numberOf(phrase: string): number {
  const known = PHRASES.get(phrase);
  if (known !== undefined) return known;
  const number = PHRASES.size;
  addPhrase(phrase, number);
  // `accountnumber`: as databases write it.
  const joined = phrase.replaceAll(" ", "");
  if (joined !== phrase && joined.length >= SHORTEST_JOINED && !PHRASES.has(joined))
    addPhrase(joined, number);
  return number;
}

function addPhrase(phrase: string, number: number): void {
  PHRASES.set(phrase, number);
  addShape(phrase.split(" ").at(-1) ?? "");
  let tails = TAILS;
  let last: Tail | undefined;
  for (const word of phrase.split(" ").reverse()) {
    last = tails.get(word) ?? { phrase: undefined, before: new Map() };
    tails.set(word, last);
    tails = last.before;
  }
  if (last !== undefined) last.phrase = number;
}

/** Characters: what is shorter may be another word. */
const SHORTEST_JOINED = 6;

/** `ssnnumber`: a word for numbers runs into a label. */
const JOINED_NUMBER = /^([a-z]{3,})(?:number|nummer|numero|num|nr)$/;

function isJoinedNumber(word: string): boolean {
  return "rom".includes(word.charAt(word.length - 1)) && JOINED_NUMBER.test(word);
}

/** A word right before a value that labels may end in. */
export function mayEndLabel(word: string): boolean {
  return TAILS.has(word) || FILLERS.has(word) || isJoinedNumber(word);
}

/** The numbers of the phrases that words end in, little words at their end left out or not; undefined for none. */
export function phrasesAtEnd(words: readonly string[]): readonly number[] | undefined {
  let phrases: number[] | undefined;
  for (let end = words.length; end > Math.max(0, words.length - MOST_FILLERS); end--) {
    const lastWord = words[end - 1] ?? "";
    let tails: ReadonlyMap<string, Tail> = TAILS;
    for (let first = end - 1; first >= Math.max(0, end - LONGEST_PHRASE); first--) {
      const tail = tails.get(words[first] ?? "");
      if (tail === undefined) break;
      if (tail.phrase !== undefined) {
        phrases ??= [];
        phrases.push(tail.phrase);
      }
      tails = tail.before;
    }
    if (!FILLERS.has(lastWord)) break;
  }
  return phrases;
}

/** Where only the last word's beginning is known, without the number behind it. */
export function parted(words: readonly string[]): readonly string[] {
  const last = words.at(-1);
  if (last === undefined || PHRASES.has(last)) return words;
  const stem = isJoinedNumber(last) ? JOINED_NUMBER.exec(last)?.[1] : undefined;
  return stem === undefined ? words : [...words.slice(0, -1), stem, "number"];
}

/** Words between a label and its value, in the languages that labels come in. */
const FILLERS: ReadonlySet<string> = new Set(
  (
    "is was are be as no nº nr num nbr number numbers value the my your his her its their our on at in to for with a an it s " +
    "ist lautet lauten am im vom den der die das nummer numero número numéro n es est são è e jest to le la el il lo em de del di du da do dos des " +
    "op van het was wynosi numer ending file auf é zu naar na para new changed set wurde td th dd dt li strong span div b code は が を の に です 是 는 은 이 가 의 를 을 नंबर संख्या क्रमांक है मेरा please bitte again 为 為 改成 改为 mm yyyy yy tt jjjj jj aaaa aa gg rrrr tt mm"
  ).split(" "),
);

/**
 * The length, first and last letter of words that are little or end a phrase: most other words are turned away by them
 * before there is a string of them. Those that are not ASCII letters alone are never looked up here.
 */
const SHAPES = new Uint8Array(32_768);
const SMALL_M = 0x6d;
const SMALL_O = 0x6f;
const SMALL_R = 0x72;

function shapeOf(length: number, first: number, last: number): number {
  return ((length & 0x1f) << 10) | ((first & 0x1f) << 5) | (last & 0x1f);
}

function addShape(word: string): void {
  SHAPES[shapeOf(word.length, word.charCodeAt(0), word.charCodeAt(word.length - 1))] = 1;
}

for (const word of FILLERS) addShape(word);

/** Whether `mayEndLabel` may say so of the ASCII letters between two positions. */
export function mayBeTold(text: string, from: number, end: number): boolean {
  const last = text.charCodeAt(end - 1);
  if (SHAPES[shapeOf(end - from, text.charCodeAt(from), last)] === 1) return true;
  const small = last | 0x20;
  // `ssnnumber`
  return small === SMALL_R || small === SMALL_M || small === SMALL_O;
}
