import type { Dialect } from "../../core/dialect.ts";
import { AiosError } from "../../core/errors.ts";
import { noStreams } from "../no-streams.ts";
import { errorMessage, isError, renderError } from "../openai-chat/errors.ts";
import { tokensOf } from "../tokens.ts";
import { keep, members, number, skip, texts, textsOf } from "../walk.ts";

/** Where upstreams take them: what was said, in its own language or in English. The bodies are alike. */
export const TRANSCRIPTION_PATHS: readonly string[] = ["/audio/transcriptions", "/audio/translations"];

/**
 * OpenAI's transcription of speech. Its request is a form with a file, which nobody here looks into; its reply is a
 * document, or text, subtitles or a stream, which pass as they come.
 */
export const openaiTranscriptions: Dialect = {
  name: "openai-transcriptions",
  operation: "transcription",
  provider: "openai",
  path: "/audio/transcriptions",
  requestHeaders: ["openai-organization", "openai-project", "openai-beta"],
  readRequest: () => {
    throw new AiosError("unsupported-media-type", "Send speech as multipart/form-data.");
  },
  rewriteRequest: textsOf(texts, "user", "request"),
  rewriteReply: textsOf(
    members({
      task: keep,
      language: keep,
      duration: number,
      text: texts,
      segments: members({
        id: (value, visit) => (typeof value === "number" ? value : keep(value, visit)),
        type: keep,
        seek: number,
        start: number,
        end: number,
        speaker: texts,
        text: texts,
        tokens: skip,
        temperature: number,
        avg_logprob: number,
        compression_ratio: number,
        no_speech_prob: number,
      }),
      words: members({ word: texts, start: number, end: number }),
      logprobs: skip,
      usage: skip,
    }),
    "user",
    "reply",
  ),
  events: undefined,
  usage: tokensOf,
  isWhole: ({ error, text }) => !isError(error) && typeof text === "string",
  renderError,
  errorMessage,
  conversation: undefined,
  fixedReply: () => undefined,
  toEvents: noStreams("Kept transcriptions"),
  fromEvents: noStreams("Kept transcriptions"),
};
