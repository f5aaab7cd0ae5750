import type { JsonObject } from "../../core/json.ts";

/** A message that has come to its end; an error's type is "error". */
export function isWhole(document: JsonObject): boolean {
  return document.type === "message" && typeof document.stop_reason === "string";
}
