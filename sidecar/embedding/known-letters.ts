/** Letters that are not written with marks on others, as others spell them. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: "ss",
  ẞ: "SS",
  æ: "ae",
  Æ: "AE",
  œ: "oe",
  Œ: "OE",
  ø: "o",
  Ø: "O",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
};

/** As a model reads it that knows the space as the only white space. */
export function withPlainSpaces(text: string): string {
  return text
    .replace(/\p{Cf}/gu, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

/** With the letters that a model does not know written without their marks, or as they are spelled elsewhere. */
export function withKnownLetters(text: string, knows: (character: string) => boolean): string {
  let known = "";
  for (const character of text.normalize("NFKC")) {
    known += knows(character) ? character : (SPELLED[character] ?? withoutMarks(character));
  }
  return known;
}

/** Of Latin letters only: in other scripts a mark makes another letter. */
function withoutMarks(character: string): string {
  return /\p{Script=Latin}/u.test(character) ? character.normalize("NFD").replace(/\p{Mn}/gu, "") : character;
}
