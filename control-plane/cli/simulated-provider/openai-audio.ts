/** `POST /v1/audio/transcriptions` and `/v1/audio/translations`: whatever is sent says how long it is. */
import { tokensOf } from "./answer.ts";
import { Refusal } from "./errors.ts";
import type { Form } from "./form.ts";
import {
  type BodyPart,
  bytesReply,
  type CallContext,
  documentReply,
  serverSentEvent,
  streamReply,
  type WireReply,
} from "./wire.ts";

export function transcription(context: CallContext, form: Form): WireReply {
  if (!form.fields.get("model")) throw new Refusal(400, "you must provide a model parameter");
  const file = form.files.get("file");
  if (file === undefined) {
    throw new Refusal(400, "Missing required parameter: 'file'.", "missing_required_parameter", "file");
  }
  const text = `You said ${file.bytes.byteLength} bytes.`;
  if (form.fields.get("stream") === "true") return streamReply(context, events(text));
  const plain = (body: string, contentType: string) =>
    bytesReply(context, Buffer.from(body), { contentType });
  switch (form.fields.get("response_format") ?? "json") {
    case "text":
      return plain(`${text}\n`, "text/plain; charset=utf-8");
    case "srt":
      return plain(`1\n00:00:00,000 --> 00:00:01,000\n${text}\n\n`, "text/plain; charset=utf-8");
    case "vtt":
      return plain(`WEBVTT\n\n00:00.000 --> 00:01.000\n${text}\n`, "text/vtt; charset=utf-8");
    case "verbose_json":
      return documentReply(context, {
        task: "transcribe",
        language: "english",
        duration: 1,
        text,
        segments: [
          { id: 0, seek: 0, start: 0, end: 1, text, tokens: [1], temperature: 0, avg_logprob: -0.1 },
        ],
      });
    default:
      return documentReply(context, { text, usage: usageOf(text) });
  }
}

const usageOf = (text: string) => {
  const outputTokens = tokensOf(text).length;
  return { type: "tokens", input_tokens: 10, output_tokens: outputTokens, total_tokens: 10 + outputTokens };
};

function* events(text: string): Generator<BodyPart> {
  for (const delta of tokensOf(text)) {
    yield serverSentEvent("token", JSON.stringify({ type: "transcript.text.delta", delta }));
  }
  const done = { type: "transcript.text.done", text, usage: usageOf(text) };
  yield serverSentEvent("terminal", JSON.stringify(done));
}
