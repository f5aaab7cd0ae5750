import type { NameFinding } from "../../sidecar/detection/names/find-names.ts";
import type { NameDetector } from "../../sidecar/detection/names/name-detector.ts";

/** For what has no business with the names tier: it fails when it is asked. */
export const NO_NAMES: NameDetector = {
  start() {},
  detect: () => Promise.reject(new Error("The names tier was asked.")),
  close() {},
};

/** Finds these words wherever they stand, as names of persons. */
export function personsNamed(...names: readonly string[]): NameDetector {
  const find = (text: string): readonly NameFinding[] =>
    names
      .flatMap((name) =>
        [...text.matchAll(new RegExp(RegExp.escape(name), "g"))].map(
          ({ index }): NameFinding => ({
            entity: "person",
            start: index,
            end: index + name.length,
            score: 0.9,
          }),
        ),
      )
      .sort((one, other) => one.start - other.start);
  return {
    start() {},
    detect: async (texts) => texts.map(({ text }) => find(text)),
    close() {},
  };
}
