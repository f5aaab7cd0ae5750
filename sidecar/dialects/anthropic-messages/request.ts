import type { JsonObject } from "../../core/json.ts";
import { checkMessages, readModel, readStream } from "../request-fields.ts";

/** `max_tokens` and the rest are the provider's business. @throws AiosError `invalid-request` */
export function readRequest(document: JsonObject): { readonly model: string; readonly stream: boolean } {
  const model = readModel(document);
  checkMessages(document);
  return { model, stream: readStream(document) };
}
