import type { Dialect } from "../../core/dialect.ts";
import { effectsOf } from "../effects.ts";
import { conversation } from "./conversation.ts";
import { errorMessage, renderError } from "./errors.ts";
import { events } from "./events.ts";
import { foreignParts } from "./foreign-reasoning.ts";
import { question } from "./question.ts";
import { fixedReply, fromEvents, toEvents } from "./replay.ts";
import { keepsContainer, readRequest } from "./request.ts";
import { rewriteReply, rewriteRequest } from "./texts.ts";
import { usageOf } from "./usage.ts";
import { isWhole } from "./whole.ts";

/** Anthropic's messages. */
export const anthropicMessages: Dialect = {
  name: "anthropic-messages",
  operation: "chat",
  provider: "anthropic",
  path: "/v1/messages",
  requestHeaders: ["anthropic-version", "anthropic-beta"],
  readRequest,
  recalls: keepsContainer,
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
