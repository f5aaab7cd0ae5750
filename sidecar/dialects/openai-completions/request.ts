import type { JsonObject } from "../../core/json.ts";
import { readModel, readStream } from "../request-fields.ts";

/** Whether there has to be a `prompt`, and of what sort, is the provider's business. @throws AiosError `invalid-request` */
export function readRequest(document: JsonObject): { readonly model: string; readonly stream: boolean } {
  return { model: readModel(document), stream: readStream(document) };
}
