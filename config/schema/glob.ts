/** A model glob, taken apart once. `*` stands for any characters, none included; everything else for itself. */
export interface ModelGlob {
  readonly text: string;
  readonly isExact: boolean;
  /** Characters before the first `*`. */
  readonly prefixLength: number;
  /** Characters that are no `*`. */
  readonly literalLength: number;
  matches(model: string): boolean;
}

/** No provider has names that long; whoever asks for one asks for nothing. */
export const LONGEST_MODEL_NAME = 256;

export function compileGlob(text: string): ModelGlob {
  const [prefix = "", ...rest] = text.split("*");
  const suffix = rest.pop();
  const middle = rest.filter((part) => part !== "");
  return {
    text,
    isExact: suffix === undefined,
    prefixLength: prefix.length,
    literalLength: text.replaceAll("*", "").length,
    matches: (model) => {
      if (model.length > LONGEST_MODEL_NAME) return false;
      if (suffix === undefined) return model === text;
      if (model.length < prefix.length + suffix.length) return false;
      return (
        model.startsWith(prefix) &&
        model.endsWith(suffix) &&
        containsInOrder(model, prefix.length, suffix.length, middle)
      );
    },
  };
}

/** Taking each part where it first occurs never spoils a later one, so one pass is enough. */
function containsInOrder(
  model: string,
  skipStart: number,
  skipEnd: number,
  parts: readonly string[],
): boolean {
  let from = skipStart;
  const end = model.length - skipEnd;
  for (const part of parts) {
    const at = model.indexOf(part, from);
    if (at === -1 || at + part.length > end) return false;
    from = at + part.length;
  }
  return from <= end;
}

/** The more specific one first: exact names, then the longer beginning, then more characters that are no `*`. */
export function bySpecificity(left: ModelGlob, right: ModelGlob): number {
  return (
    Number(right.isExact) - Number(left.isExact) ||
    right.prefixLength - left.prefixLength ||
    right.literalLength - left.literalLength
  );
}
