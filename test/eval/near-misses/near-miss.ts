import type { Random } from "../random.ts";
import { CODE } from "./code.ts";
import { NUMBERS } from "./numbers.ts";
import { PROSE } from "./prose.ts";

/** Texts in which nothing is to be found, though something looks like it. */
export interface NearMiss {
  readonly id: string;
  write(random: Random): string;
}

export const NEAR_MISSES: readonly NearMiss[] = [...NUMBERS, ...CODE, ...PROSE].map(([id, ...texts]) => ({
  id,
  write: (random) => filled(random.pick(texts), random),
}));

function filled(text: string, random: Random): string {
  return text
    .replaceAll(/\{=([^}]*)\}/g, (_, pattern: string) => random.fill(pattern))
    .replaceAll(/\{hex:(\d+)\}/g, (_, length: string) => random.text("0123456789abcdef", Number(length)))
    .replaceAll(/\{b64:(\d+)\}/g, (_, length: string) =>
      random.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", Number(length)),
    )
    .replaceAll(/\{int:(\d+)\}/g, (_, limit: string) => String(random.below(Number(limit))))
    .replaceAll(/\{two:(\d+)-(\d+)\}/g, (_, low: string, high: string) =>
      String(random.between(Number(low), Number(high))).padStart(2, "0"),
    );
}
