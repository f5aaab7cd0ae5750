import type { Kind, Language, Written } from "../kinds/kind.ts";
import type { Random } from "../random.ts";

/**
 * A text with places in it: `{value}` is what is labelled, `{name}` what people call it, `{Name}` the same with a capital
 * letter, `{key}` what programs call it, `{KEY}` the same as a constant, and any pattern of Random.fill in `{=…}`.
 */
export interface Template {
  readonly id: string;
  readonly text: string;
  /** Says nothing of what the value is: only for one that stands alone. */
  readonly bare?: true;
  /** An assignment, as in configuration or code. */
  readonly assigns?: true;
  /** What is able to stand in its place; anything by default. */
  readonly takes?: RegExp;
}

export interface Filled {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export function fillTemplate(
  template: Template,
  value: Written,
  kind: Kind,
  language: Language,
  random: Random,
): Filled {
  const name = random.pick(kind.names[language] ?? kind.names.en);
  const key = random.pick(kind.keys);
  const written = template.text
    .replaceAll("{name}", () => name)
    .replaceAll("{Name}", () => name.charAt(0).toUpperCase() + name.slice(1))
    .replaceAll("{key}", () => key)
    .replaceAll("{KEY}", () => key.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase())
    .replaceAll(/\{=([^}]*)\}/g, (_, pattern: string) => random.fill(pattern));
  const start = written.indexOf("{value}");
  if (start === -1 || written.includes("{value}", start + 1))
    throw new Error(`${template.id} has not one {value}.`);
  return {
    text: written.replace("{value}", () => value.text),
    start,
    end: start + value.text.length,
  };
}

export function fits({ bare, assigns, takes }: Template, value: Written, kind: Kind): boolean {
  if (bare === true && !value.alone) return false;
  if (kind.assignedOnly === true && assigns !== true) return false;
  return takes === undefined || takes.test(value.text);
}
