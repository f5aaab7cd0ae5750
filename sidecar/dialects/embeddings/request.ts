import type { JsonObject } from "../../core/json.ts";
import { invalid, readModel, readStream } from "../request-fields.ts";

/** @throws AiosError `invalid-request` */
export function readRequest(document: JsonObject): { readonly model: string; readonly stream: boolean } {
  const model = readModel(document);
  const input = document.input;
  if (input === undefined || input === null)
    throw invalid("input", "is missing; send a text, or an array of texts");
  if (readStream(document)) throw invalid("stream", "must be false or absent: embeddings are not streamed");
  return { model, stream: false };
}
