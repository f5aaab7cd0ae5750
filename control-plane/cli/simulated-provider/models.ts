/** `GET /v1/models` and `GET /v1/models/{id}`, in the shape of the dialect that asks. */
import { unknownModel } from "./errors.ts";
import { type CallContext, documentReply, type WireReply } from "./wire.ts";

export const DEFAULT_MODELS: readonly string[] = [
  "gpt-4o",
  "gpt-4o-mini",
  "gpt-3.5-turbo-instruct",
  "text-embedding-3-small",
  "text-embedding-3-large",
  "gpt-image-1",
  "gpt-image-1-mini",
  "dall-e-2",
  "dall-e-3",
  "gpt-4o-transcribe",
  "whisper-1",
  "rerank-v3.5",
  "claude-opus-5-5",
  "claude-sonnet-5-5",
  "claude-haiku-5-5",
];

const CREATED_SECONDS = 1_735_689_600;

export function modelList(context: CallContext, models: readonly string[]): WireReply {
  const data = models.map((id) => describe(context, id));
  if (context.dialect === "openai") return documentReply(context, { object: "list", data });
  return documentReply(context, {
    data,
    has_more: false,
    first_id: models[0] ?? null,
    last_id: models.at(-1) ?? null,
  });
}

export function oneModel(context: CallContext, models: readonly string[], id: string): WireReply {
  if (!models.includes(id)) throw unknownModel(context.dialect, id);
  return documentReply(context, describe(context, id));
}

const describe = (context: CallContext, id: string): object =>
  context.dialect === "openai"
    ? { id, object: "model", created: CREATED_SECONDS, owned_by: "simulated" }
    : {
        type: "model",
        id,
        display_name: `${id} (simulated)`,
        created_at: new Date(CREATED_SECONDS * 1_000).toISOString().replace(".000", ""),
        capabilities: null,
        lifecycle: "active",
        line: /haiku|sonnet|opus/.exec(id)?.[0] ?? null,
        deprecated_at: null,
        retires_at: null,
        max_input_tokens: null,
        max_tokens: null,
      };
