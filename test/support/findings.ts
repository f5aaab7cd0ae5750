import assert from "node:assert/strict";
import type { Recognizer } from "../../sidecar/detection/recognizer.ts";
import { Scan } from "../../sidecar/detection/scan.ts";

/** From here on a finding is one for policies that set no other minimum; what a context word adds to its score. */
const ENOUGH = 0.5;
const CONTEXT_ADDS = 0.35;

/**
 * What the recognizer finds in `text` and is sure enough of, its context words counted in wherever they stand; less what is
 * inside a longer finding. Checks its necessary condition, too.
 */
export function findings(recognizer: Recognizer, text: string): readonly string[] {
  const scan = new Scan(text);
  const found = [...recognizer.find(text, scan)].sort((one, other) => one.start - other.start);
  if (found.length > 0)
    assert.ok(recognizer.mayOccur(scan.signs), `${recognizer.entity} may occur in ${text}`);
  const named = recognizer.context.some((word) => text.toLowerCase().includes(word)) ? CONTEXT_ADDS : 0;
  return found
    .filter(({ score = recognizer.score }) => score + named >= ENOUGH)
    .filter(
      (span) => !found.some((other) => other !== span && other.start <= span.start && other.end >= span.end),
    )
    .map(({ start, end }) => text.slice(start, end));
}

/** `value` is found, and nothing else, alone and in the midst of prose, JSON, escaped JSON, code and other scripts. */
export function assertFoundEverywhere(recognizer: Recognizer, value: string): void {
  for (const text of [
    value,
    `It is ${value}.`,
    `(${value}), then`,
    `${value}\n${"x"}`,
    `{"value":"${value}"}`,
    `{\\"value\\":\\"${value}\\",\\n}`,
    `first line\\n${value}\\nsecond line`,
    `const value = '${value}';`,
    `x=${value}&y=z`,
    `| ${value} | b |`,
    `这是 ${value}。`,
  ]) {
    assert.deepEqual(findings(recognizer, text), [value], text);
  }
}

export function assertNotFound(recognizer: Recognizer, texts: readonly string[]): void {
  for (const text of texts) assert.deepEqual(findings(recognizer, text), [], text);
}

/** In each text exactly what stands between `«` and `»` is found. */
export function assertMarked(recognizer: Recognizer, texts: readonly string[]): void {
  for (const marked of texts) {
    const expected = [...marked.matchAll(/«([^»]*)»/g)].map(([, value]) => value);
    assert.deepEqual(findings(recognizer, marked.replaceAll(/[«»]/g, "")), expected, marked);
  }
}
