/** The checks that the engine itself needs; all else in a request is between the caller and the provider. */
import { AiosError } from "../core/errors.ts";
import { isJsonArray, type JsonObject } from "../core/json.ts";

/** @throws AiosError `invalid-request` */
export function readModel(document: JsonObject): string {
  const model = document.model;
  if (typeof model === "string" && model.trim() !== "") return model;
  throw invalid(
    "model",
    model === undefined ? "is missing; name the model to ask" : "must be a non-empty string",
  );
}

/** @throws AiosError `invalid-request` */
export function readStream(document: JsonObject): boolean {
  const stream = document.stream;
  if (stream === undefined || stream === null) return false;
  if (typeof stream === "boolean") return stream;
  throw invalid("stream", "must be true or false");
}

/** @throws AiosError `invalid-request` */
export function checkMessages(document: JsonObject): void {
  const messages = document.messages;
  if (isJsonArray(messages)) return;
  throw invalid(
    "messages",
    messages === undefined ? "is missing; send an array of messages" : "must be an array",
  );
}

export function invalid(param: string, fault: string): AiosError {
  return new AiosError("invalid-request", `\`${param}\` ${fault}.`, { param });
}
