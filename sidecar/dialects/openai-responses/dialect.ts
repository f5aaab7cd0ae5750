import type { Dialect } from "../../core/dialect.ts";
import { effectsOf } from "../effects.ts";
import { conversation } from "./conversation.ts";
import { errorMessage, renderError } from "./errors.ts";
import { events } from "./events.ts";
import { foreignParts } from "./foreign-reasoning.ts";
import { question } from "./question.ts";
import { fixedReply, fromEvents, toEvents } from "./replay.ts";
import { isCacheable, readRequest, recalls } from "./request.ts";
import { rewriteReply, rewriteRequest } from "./texts.ts";
import { usageOf } from "./usage.ts";
import { isWhole } from "./whole.ts";

/** OpenAI's responses. */
export const openaiResponses: Dialect = {
  name: "openai-responses",
  operation: "response",
  provider: "openai",
  path: "/responses",
  requestHeaders: ["openai-organization", "openai-project", "openai-beta"],
  readRequest,
  isCacheable,
  recalls,
  effects: effectsOf,
  question,
  rewriteRequest,
  rewriteReply,
  events,
  usage: usageOf,
  isWhole,
  renderError,
  errorMessage,
  foreignParts,
  conversation,
  fixedReply,
  toEvents,
  fromEvents,
};
