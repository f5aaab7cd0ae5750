import assert from "node:assert/strict";
import { test } from "node:test";
import { openaiTranscriptions } from "../../../../../sidecar/dialects/openai-transcriptions/dialect.ts";
import { readSpeechForm } from "../../../../../sidecar/dialects/openai-transcriptions/form.ts";
import { assertCoverage } from "../../../../support/canaries.ts";

async function speech(fields: Readonly<Record<string, string>>) {
  const data = new FormData();
  data.append("file", new Blob(["sound"]), "a.wav");
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  const response = new Response(data);
  const type = response.headers.get("content-type") ?? "";
  return readSpeechForm(new Uint8Array(await response.arrayBuffer()), type, "/audio/transcriptions");
}

test("the model, and whether a stream is wanted, are read from the form", async () => {
  const read = await speech({ model: "whisper-1" });
  assert.deepEqual(
    [read.model, read.stream, read.request.path],
    ["whisper-1", false, "/audio/transcriptions"],
  );
  assert.equal((await speech({ model: "m", stream: "True" })).stream, true);
  assert.equal((await speech({ model: "m", stream: "false" })).stream, false);
});

test("another model can be named in the same bytes", async () => {
  const { withModel } = await speech({ model: "whisper-1", prompt: "whisper-1" });
  const text = Buffer.from(withModel?.("gpt-4o-transcribe") ?? []).toString();
  assert.match(text, /name="model"\r\n\r\ngpt-4o-transcribe\r\n/);
  assert.match(text, /name="prompt"\r\n\r\nwhisper-1\r\n/);
});

test("a form without a model, and what is no form, are refused", async () => {
  await assert.rejects(speech({}), { kind: "invalid-request", param: "model" });
  await assert.rejects(speech({ model: " " }), { kind: "invalid-request", param: "model" });
  assert.throws(() => readSpeechForm(Buffer.from("{}"), "application/json", "/x"), {
    kind: "invalid-request",
  });
});

test("what was said is a text wherever it stands", () => {
  assertCoverage(openaiTranscriptions.rewriteReply, {
    task: "transcribe",
    language: "english",
    duration: 1.5,
    text: "T-1",
    segments: [{ id: 0, seek: 0, start: 0, end: 1, text: "T-2", tokens: [4111111111], avg_logprob: -0.1 }],
    words: [{ word: "T-3", start: 0, end: 1 }],
    usage: { type: "duration", seconds: 2 },
  });
});

test("seconds are no tokens", () => {
  assert.equal(openaiTranscriptions.usage({ usage: { type: "duration", seconds: 2 } }), undefined);
  assert.deepEqual(
    openaiTranscriptions.usage({ usage: { type: "tokens", input_tokens: 3, output_tokens: 2 } }),
    {
      inputTokens: 3,
      outputTokens: 2,
    },
  );
});
