import assert from "node:assert/strict";
import type { Recognizer } from "../../sidecar/filters/redact/recognizers/recognizer.ts";
import { readSigns } from "../../sidecar/filters/redact/recognizers/signs.ts";

/** What the recognizer finds in `text`; also checks that its necessary condition is one. */
export function findings(recognizer: Recognizer, text: string): readonly string[] {
  const found = [...recognizer.find(text)].map(({ start, end }) => text.slice(start, end));
  if (found.length > 0)
    assert.ok(recognizer.mayOccur(readSigns(text)), `${recognizer.entity} may occur in ${text}`);
  return found;
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
