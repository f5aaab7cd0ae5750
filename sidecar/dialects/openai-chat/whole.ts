import { isJsonArray, isJsonObject, type JsonObject } from "../../core/json.ts";
import { isError } from "./errors.ts";

/** No error, and every choice has come to an end that is not a failure. */
export function isWhole(document: JsonObject): boolean {
  const { choices, error } = document;
  return !isError(error) && isJsonArray(choices) && choices.length > 0 && choices.every(hasEnded);
}

/** OpenRouter tells a provider's failure by a choice with an `error`, whose finish reason is "error". */
export function hasEnded(choice: unknown): boolean {
  if (!isJsonObject(choice) || isError(choice.error)) return false;
  const reason = choice.finish_reason;
  return typeof reason === "string" && reason !== "" && reason !== "error";
}
