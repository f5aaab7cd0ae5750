import assert from "node:assert/strict";

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const LABEL = `[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"`;
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)?\\})? (-?[0-9.e+-]+|N[aA][nN]|[+-]Inf)$`);

/** Reads the Prometheus text format (version 0.0.4) strictly: every line must be a sample, a HELP, a TYPE, or empty. */
export function parsePrometheus(text: string): readonly Sample[] {
  const samples: Sample[] = [];
  assert.ok(text.endsWith("\n"), "the last line must end");
  for (const line of text.split("\n")) {
    if (line === "" || /^# (HELP|TYPE) [a-zA-Z_:]/.test(line)) continue;
    const match = SAMPLE.exec(line);
    assert.ok(match !== null, `not a line of the text format: ${line}`);
    const [, name = "", labels = "", value = ""] = match;
    samples.push({ name, labels: labelsIn(labels), value: Number(value.replace("Inf", "Infinity")) });
  }
  return samples;
}

function labelsIn(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"/g)];
  return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, value]));
}

/** The sum over all samples of this name that have these labels. */
export function sumOf(
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number {
  return samples
    .filter(
      (sample) =>
        sample.name === name &&
        Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
    )
    .reduce((sum, sample) => sum + sample.value, 0);
}
