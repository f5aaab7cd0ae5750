/** `POST /v1/images/generations`: one tiny picture, as often as it is asked for, whole or after partial ones. */
import { countTokens } from "./answer.ts";
import { Refusal } from "./errors.ts";
import type { JsonObject } from "./json.ts";
import { positiveInteger, requiredModel } from "./openai-chat.ts";
import {
  type BodyPart,
  type CallContext,
  documentReply,
  serverSentEvent,
  streamReply,
  type WireReply,
} from "./wire.ts";

/** A PNG of one grey pixel. */
const PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

export function images(context: CallContext, body: JsonObject): WireReply {
  const model = requiredModel(body);
  const { prompt } = body;
  if (typeof prompt !== "string" || prompt === "") {
    throw new Refusal(400, "Missing required parameter: 'prompt'.", "missing_required_parameter", "prompt");
  }
  const head = { background: "opaque", output_format: "png", quality: "low", size: "1024x1024" };
  const inputTokens = countTokens([prompt]);
  const usage = {
    input_tokens: inputTokens,
    input_tokens_details: { image_tokens: 0, text_tokens: inputTokens },
    output_tokens: 1,
    total_tokens: inputTokens + 1,
  };
  if (body.stream === true) return streamReply(context, events(context, body, head, usage));
  const asUrl = model.startsWith("dall-e") && body.response_format !== "b64_json";
  const picture = asUrl
    ? { url: `https://images.example/simulated${context.number}.png`, revised_prompt: prompt }
    : { b64_json: PICTURE };
  return documentReply(context, {
    created: context.createdSeconds,
    ...head,
    data: Array.from({ length: positiveInteger(body, "n") ?? 1 }, () => picture),
    usage,
  });
}

function* events(context: CallContext, body: JsonObject, head: object, usage: object): Generator<BodyPart> {
  const event = (kind: BodyPart["kind"], type: string, rest: object): BodyPart =>
    serverSentEvent(
      kind,
      JSON.stringify({ type, b64_json: PICTURE, created_at: context.createdSeconds, ...head, ...rest }),
      type,
    );
  const partials = typeof body.partial_images === "number" ? body.partial_images : 0;
  for (let at = 0; at < partials; at += 1) {
    yield event("token", "image_generation.partial_image", { partial_image_index: at });
  }
  yield event("terminal", "image_generation.completed", { usage });
}
