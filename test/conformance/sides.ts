import { type AnthropicProvider, createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI, type OpenAIProvider } from "@ai-sdk/openai";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { startStack } from "../support/stack.ts";
import { startRecordedProvider } from "./recorded-provider.ts";
import type { Recording, Recordings } from "./recording.ts";
import { anthropic } from "./recordings/anthropic.ts";
import { openaiChat } from "./recordings/openai-chat.ts";
import { openaiErrorStream, openaiErrors } from "./recordings/openai-errors.ts";
import { openaiOthers } from "./recordings/openai-others.ts";
import { openaiResponses } from "./recordings/openai-responses.ts";

/** The official clients, as an application has them, pointed at one place. */
export interface Clients {
  readonly openai: OpenAI;
  readonly anthropic: Anthropic;
  readonly aiOpenai: OpenAIProvider;
  readonly aiAnthropic: AnthropicProvider;
}

/** The same clients twice: at the provider itself, and at a sidecar that stands before it. */
export interface Sides {
  readonly direct: Clients;
  readonly sidecar: Clients;
  close(): Promise<void>;
}

export async function startSides(via: "direct" | "control-plane"): Promise<Sides> {
  const provider = await startRecordedProvider(RECORDINGS);
  const stack = await startStack({ config: configFor(provider.url, via) });
  return {
    direct: clientsAt(provider.url),
    sidecar: clientsAt(stack.url),
    close: async () => {
      await stack.close();
      provider.close();
    },
  };
}

/** The name by which a call asks for a recording. */
export function modelOf(group: string, name: string): string {
  return `${group}--${name}`;
}

const RECORDINGS: ReadonlyMap<string, Recording> = new Map([
  ...inGroup("chat", openaiChat.unary),
  ...inGroup("chat-stream", openaiChat.streams),
  ...inGroup("openai-error", { ...openaiErrors, "inside-the-stream": openaiErrorStream }),
  ...inGroup("response", openaiResponses.unary),
  ...inGroup("response-stream", { ...openaiResponses.streams, ...openaiResponses.failures }),
  ...inGroup("completion", openaiOthers.completions),
  ...inGroup("completion-stream", openaiOthers.completionStreams),
  ...inGroup("embedding", openaiOthers.embeddings),
  ...inGroup("image", openaiOthers.images),
  ...inGroup("transcription", openaiOthers.transcriptions),
  ...inGroup("message", anthropic.unary),
  ...inGroup("message-stream", anthropic.streams),
  ...inGroup("message-error", { ...anthropic.errors, "inside-the-stream": anthropic.errorStream }),
  ...inGroup("count", anthropic.counts),
]);

function inGroup(group: string, recordings: Recordings): readonly (readonly [string, Recording])[] {
  return Object.entries(recordings).map(([name, recording]) => [modelOf(group, name), recording]);
}

function clientsAt(url: string): Clients {
  const key = { apiKey: "an application's own key" };
  const quiet = { ...key, maxRetries: 0, logLevel: "off" } as const;
  return {
    openai: new OpenAI({ ...quiet, baseURL: `${url}/v1` }),
    anthropic: new Anthropic({ ...quiet, baseURL: url }),
    aiOpenai: createOpenAI({ ...key, baseURL: `${url}/v1` }),
    aiAnthropic: createAnthropic({ ...key, baseURL: `${url}/v1` }),
  };
}

/** With every filter at work that could change something: redaction, cache and a ladder. Retries would only cost time. */
function configFor(provider: string, via: string): string {
  const upstream = (name: string, url: string) => `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: ${name} }
spec: { dialect: ${name}, url: "${url}", via: ${via}, breaker: { minimumCalls: 100000 } }
---`;
  const route = (name: string, models: string) => `
apiVersion: aios.dev/v1
kind: Route
metadata: { name: ${name} }
spec:
  match: { models: [${models}] }
  targets: [{ upstream: ${name} }]
  retry: { attempts: 0 }
  cache: { exact: { ttl: 1m } }
  policies: [pii]
---`;
  return `${upstream("openai", `${provider}/v1`)}${upstream("anthropic", provider)}${route("openai", '"*"')}${route(
    "anthropic",
    '"message*", "count*"',
  )}
apiVersion: aios.dev/v1
kind: Route
metadata: { name: transcriptions }
spec:
  match: { operations: [transcription], models: ["transcription*"] }
  targets: [{ upstream: openai }]
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec: { redact: { entities: [email, phone, card, ssn, iban, ip, secret] } }
`;
}
