/** Completions, embeddings, images and transcriptions: https://platform.openai.com/docs/api-reference */
import { bytes, document, openaiStream, type Recordings } from "../recording.ts";

const USAGE = { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 };
const COMPLETION = {
  id: "cmpl-uqkvlQyYK7bGYrRHQ0eXlWi7",
  object: "text_completion",
  created: 1_589_478_378,
  model: "gpt-3.5-turbo-instruct",
};
const LOGPROBS = {
  tokens: ["\n", "This"],
  token_logprobs: [-0.1, -0.25],
  top_logprobs: [{ "\n": -0.1 }, { This: -0.25 }],
  text_offset: [0, 1],
};

const completions: Recordings = {
  text: document("openai", {
    ...COMPLETION,
    choices: [{ text: "\n\nThis is indeed a test", index: 0, logprobs: null, finish_reason: "length" }],
    usage: USAGE,
  }),
  "several-choices": document("openai", {
    ...COMPLETION,
    choices: [
      { text: "a", index: 0, logprobs: LOGPROBS, finish_reason: "stop" },
      { text: "b", index: 1, logprobs: null, finish_reason: "stop" },
    ],
    usage: USAGE,
  }),
};

const piece = (text: string, index = 0, reason: string | null = null) => ({
  ...COMPLETION,
  choices: [{ text, index, logprobs: null, finish_reason: reason }],
});

const completionStreams: Recordings = {
  text: openaiStream([piece("This "), piece("is indeed "), piece("ein 🧪."), piece("", 0, "stop")], 6),
  "several-choices": openaiStream([piece("a"), piece("b", 1), piece("", 0, "stop"), piece("", 1, "length")]),
};

const vector = [0.002306425, -0.009327292, 0.0158, -0.0028842222, 1, 0];
const encoded = Buffer.from(new Float32Array(vector).buffer).toString("base64");
const EMBEDDING_USAGE = { prompt_tokens: 8, total_tokens: 8 };
const embedded = (embeddings: readonly unknown[]) =>
  document("openai", {
    object: "list",
    data: embeddings.map((embedding, index) => ({ object: "embedding", index, embedding })),
    model: "text-embedding-3-small",
    usage: EMBEDDING_USAGE,
  });

const embeddings: Recordings = {
  floats: embedded([vector]),
  base64: embedded([encoded]),
  batch: embedded([vector, vector.map((number) => -number), vector]),
};

const images: Recordings = {
  base64: document("openai", {
    created: 1_713_833_628,
    data: [
      {
        b64_json:
          "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      },
    ],
    background: "opaque",
    output_format: "png",
    size: "1024x1024",
    quality: "high",
    usage: {
      total_tokens: 100,
      input_tokens: 50,
      output_tokens: 50,
      input_tokens_details: { text_tokens: 10, image_tokens: 40 },
    },
  }),
  urls: document("openai", {
    created: 1_713_833_628,
    data: [{ url: "https://images.example/a.png?sig=b", revised_prompt: "A cute baby sea otter" }],
  }),
};

const transcriptions: Recordings = {
  json: document("openai", {
    text: "Imagine the wildest idea that you've ever had.",
    usage: { type: "tokens", input_tokens: 14, output_tokens: 45, total_tokens: 59 },
  }),
  "verbose-json": document("openai", {
    task: "transcribe",
    language: "english",
    duration: 8.47,
    text: "The beach was a popular spot.",
    segments: [
      {
        id: 0,
        seek: 0,
        start: 0,
        end: 3.31,
        text: " The beach",
        tokens: [50364, 440],
        temperature: 0,
        avg_logprob: -0.28,
      },
    ],
  }),
  text: bytes("text/plain; charset=utf-8", "Imagine the wildest idea: Grüße 🗼\n"),
  subtitles: bytes(
    "text/plain; charset=utf-8",
    "1\n00:00:00,000 --> 00:00:03,310\nThe beach was a popular spot.\n\n",
  ),
};

export const openaiOthers = { completions, completionStreams, embeddings, images, transcriptions };
