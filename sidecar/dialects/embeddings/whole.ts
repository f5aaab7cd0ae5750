import { isJsonArray, type JsonObject } from "../../core/json.ts";
import { isError } from "../openai-chat/errors.ts";

export function isWhole(document: JsonObject): boolean {
  return !isError(document.error) && isJsonArray(document.data);
}
