import { isJsonArray, type JsonObject } from "../../core/json.ts";
import { objectsOf } from "../members.ts";
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
 * Whether the answer depends on the request alone. What the provider keeps may have changed since, and what runs in the
 * background is fetched by the id of just this response.
 */
export function isCacheable(document: JsonObject): boolean {
  return document.background !== true && !recalls(document);
}

/** Items that stand for others: one that is kept by its id, or all that came before, encrypted. */
const RECALLING = new Set(["item_reference", "compaction", "compaction_summary"]);

/** An earlier response, a conversation, single items of them, or a container with what earlier calls have left in it. */
export function recalls({ previous_response_id, conversation, input, tools }: JsonObject): boolean {
  if (!isAbsent(previous_response_id) || !isAbsent(conversation)) return true;
  return objectsOf(input).some(isRecalling) || objectsOf(tools).some(({ container }) => isKept(container));
}

function isKept(container: JsonObject[string]): boolean {
  return typeof container === "string";
}

/** A reference may leave its type out; then it has an id, and neither a role nor anything else. */
function isRecalling({ type, role }: JsonObject): boolean {
  return typeof type === "string" ? RECALLING.has(type) : role === undefined;
}

function isAbsent(value: JsonObject[string]): boolean {
  return value === undefined || value === null;
}
