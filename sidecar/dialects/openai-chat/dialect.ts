import type { Dialect } from "../../core/dialect.ts";
import { effectsOf } from "../effects.ts";
import { conversation } from "./conversation.ts";
import { errorMessage, renderError } from "./errors.ts";
import { events } from "./events.ts";
import { question } from "./question.ts";
import { fixedReply, fromEvents, toEvents } from "./replay.ts";
import { readRequest } from "./request.ts";
import { rewriteReply, rewriteRequest } from "./texts.ts";
import { usageOf } from "./usage.ts";
import { isWhole } from "./whole.ts";

/** OpenAI's chat completions, as OpenAI and the many compatible servers speak it. */
export const openaiChat: Dialect = {
  name: "openai-chat",
  operation: "chat",
  provider: "openai",
  path: "/chat/completions",
  requestHeaders: ["openai-organization", "openai-project", "openai-beta"],
  readRequest,
  effects: effectsOf,
  question,
  rewriteRequest,
  rewriteReply,
  events,
  usage: usageOf,
  isWhole,
  renderError,
  errorMessage,
  conversation,
  fixedReply,
  toEvents,
  fromEvents,
};
