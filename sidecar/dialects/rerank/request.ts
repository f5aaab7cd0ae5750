import { isJsonArray, type JsonObject } from "../../core/json.ts";
import { invalid, readModel, readStream } from "../request-fields.ts";

/** @throws AiosError `invalid-request` */
export function readRequest(document: JsonObject): { readonly model: string; readonly stream: boolean } {
  const model = readModel(document);
  const { query, documents } = document;
  if (query === undefined || query === null) throw invalid("query", "is missing; send what to rank by");
  if (!isJsonArray(documents)) {
    throw invalid(
      "documents",
      documents === undefined ? "is missing; send an array of documents" : "must be an array",
    );
  }
  if (readStream(document)) throw invalid("stream", "must be false or absent: rankings are not streamed");
  return { model, stream: false };
}
