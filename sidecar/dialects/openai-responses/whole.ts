import type { JsonObject } from "../../core/json.ts";
import { isError } from "../openai-chat/errors.ts";

/**
 * One that has come to its end, be it that of its tokens, and told no error. What shall run in the background is
 * answered by a response that has not even begun.
 */
export function isWhole({ status, error, background }: JsonObject): boolean {
  if (isError(error)) return false;
  if (status === "completed" || status === "incomplete") return true;
  return background === true && (status === "queued" || status === "in_progress");
}
