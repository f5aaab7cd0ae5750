import type { OpaqueArrival } from "../../core/engine.ts";
import { isForm, readForm, withField } from "../multipart.ts";
import { invalid } from "../request-fields.ts";

/**
 * What the engine needs of a form with speech in it.
 * @param path where upstreams take it, one of `TRANSCRIPTION_PATHS`
 * @throws AiosError `invalid-request`
 */
export function readSpeechForm(body: Uint8Array, contentType: string, path: string): OpaqueArrival {
  if (!isForm(contentType))
    throw invalid("file", "is missing; send speech as multipart/form-data with a boundary");
  const form = readForm(body, contentType);
  const model = form.field("model");
  if (model === undefined || model.value.trim() === "") {
    throw invalid("model", "is missing; name the model to ask");
  }
  return {
    request: { transport: "http", method: "POST", path, contentType },
    model: model.value,
    // As form readers take it for true.
    stream: /^(?:true|1)$/i.test(form.field("stream")?.value ?? ""),
    withModel: (name) => withField(body, model, name),
  };
}
