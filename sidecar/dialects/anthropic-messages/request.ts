import type { JsonObject } from "../../core/json.ts";
import { objectOf } from "../members.ts";
import { checkMessages, readModel, readStream } from "../request-fields.ts";

/** `max_tokens` and the rest are the provider's business. @throws AiosError `invalid-request` */
export function readRequest(document: JsonObject): { readonly model: string; readonly stream: boolean } {
  const model = readModel(document);
  checkMessages(document);
  return { model, stream: readStream(document) };
}

/** Whether the model's code runs where that of earlier calls has run, with what it has left there. */
export function keepsContainer({ container }: JsonObject): boolean {
  return typeof container === "string" || typeof objectOf(container)?.id === "string";
}
