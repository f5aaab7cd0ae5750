import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import type { Stack } from "./stack.ts";

/** The official SDK, pointed at the sidecar; it repeats nothing by itself, so that every failure is seen. */
export function openaiClient({ openaiUrl }: Pick<Stack, "openaiUrl">): OpenAI {
  return new OpenAI({
    baseURL: openaiUrl,
    apiKey: "an application's own key",
    maxRetries: 0,
    logLevel: "off",
  });
}

/** The official SDK, pointed at the sidecar; it repeats nothing by itself, so that every failure is seen. */
export function anthropicClient({ url }: Pick<Stack, "url">): Anthropic {
  return new Anthropic({ baseURL: url, apiKey: "an application's own key", maxRetries: 0, logLevel: "off" });
}
