import { z } from "zod";
import type { Path } from "./faults.ts";
import { INTERPRETED } from "./interpreted.ts";
import { looksLikeSecret } from "./secret-text.ts";
import { childOf, isMap, type Schema, termOf } from "./shape.ts";

/** Of one place for a secret; beyond, all of it counts as one. */
const MOST_PATHS = 100;

/**
 * Where in a document values stand that may be secrets: everything inside a place for a secret that is not filled as it
 * should be, and whatever looks like one, wherever it stands. A path may lead to a value or, for a key without one (`bearer: { sk-… }`), to the key.
 */
export function secretPaths(schema: Schema | undefined, value: unknown, path: Path = []): readonly Path[] {
  if (schema !== undefined && termOf(schema)?.secret === true) {
    if (z.safeParse(schema, value, INTERPRETED).success) return [];
    const paths = leaves(value, path);
    return paths.length <= MOST_PATHS ? paths : [path];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => secretPaths(childOf(schema, value, index), item, [...path, index]));
  }
  if (typeof value === "string") return looksLikeSecret(value) ? [path] : [];
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    secretPaths(childOf(schema, value, key), member, [...path, key]),
  );
}

function leaves(value: unknown, path: Path): readonly Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, [...path, index]));
  if (isMap(value)) return Object.entries(value).flatMap(([key, member]) => leaves(member, [...path, key]));
  return [path];
}
