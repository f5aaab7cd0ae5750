import type { ForeignParts } from "../../core/dialect.ts";
import { isJsonArray, isJsonObject, type JsonObject } from "../../core/json.ts";
import { isOfAnother } from "./reasoning-seal.ts";

/** Items in which another provider's reasoning came to a caller of this API; OpenAI could not decrypt them. */
export function foreignParts({ input }: JsonObject): ForeignParts | undefined {
  if (!isJsonArray(input)) return undefined;
  const own = input.filter((item) => !isJsonObject(item) || item.type !== "reasoning" || !isOfAnother(item));
  return own.length === input.length ? undefined : { without: { input: own }, leftOut: ["reasoning"] };
}
