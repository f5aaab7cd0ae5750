/** How the lists in words/ are written: words between blanks, one entry a line, `value:word word`. */
export const wordsOf = (text: string): readonly string[] => text.trim().split(/\s+/);

export const linesOf = (text: string): readonly string[] => text.trim().split("\n");

/** Of "1:one eins 2:two zwei" the value of every word. */
export function valuesOf<T>(list: string, read: (value: string) => T): ReadonlyMap<string, T> {
  const values = new Map<string, T>();
  let value = "";
  for (const part of wordsOf(list)) {
    const [before = "", word] = part.split(":");
    if (word !== undefined) value = before;
    values.set(word ?? before, read(value));
  }
  return values;
}
