import { isJsonArray, type JsonObject } from "../../core/json.ts";
import { invalid, readModel, readStream } from "../request-fields.ts";

/**
 * A request may name its model in a stored prompt alone. Here it has to say it: routes are chosen by it.
 * @throws AiosError `invalid-request`
 */
export function readRequest(document: JsonObject): { readonly model: string; readonly stream: boolean } {
  const model = readModel(document);
  const { input } = document;
  if (input !== undefined && input !== null && typeof input !== "string" && !isJsonArray(input))
    throw invalid("input", "must be a string or an array of items");
  return { model, stream: readStream(document) };
}

/**
 * Whether the answer depends on the request alone. What the provider keeps (an earlier response, a conversation) may
 * have changed since, and what runs in the background is fetched by the id of just this response.
 */
export function isCacheable({ background, previous_response_id, conversation }: JsonObject): boolean {
  return background !== true && isAbsent(previous_response_id) && isAbsent(conversation);
}

function isAbsent(value: JsonObject[string]): boolean {
  return value === undefined || value === null;
}
