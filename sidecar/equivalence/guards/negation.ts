import type { EquivalenceGuard } from "./guard.ts";

/** As many negations, and of the same words where it can be told what they deny. */
export const negation: EquivalenceGuard = {
  name: "negation",
  differs: ({ asked, answered, aligned }) => {
    if (asked.negations.length !== answered.negations.length) return true;
    // "not" moved from one word to another that both questions have.
    const moved = asked.negations.filter((word) => word !== "" && !answered.negations.includes(word));
    const texts = new Set(answered.words.map(({ text }) => text));
    return (
      moved.some((word) => texts.has(word)) &&
      answered.negations.some(
        (word) =>
          word !== "" &&
          !asked.negations.includes(word) &&
          [...aligned.keys()].some((index) => asked.words[index]?.text === word),
      )
    );
  },
};
