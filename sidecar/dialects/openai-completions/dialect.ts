import type { Dialect } from "../../core/dialect.ts";
import { effectsOf } from "../effects.ts";
import { errorMessage, renderError } from "../openai-chat/errors.ts";
import { usageOf } from "../openai-chat/usage.ts";
import { isWhole } from "../openai-chat/whole.ts";
import { events } from "./events.ts";
import { question } from "./question.ts";
import { fixedReply, fromEvents, toEvents } from "./replay.ts";
import { readRequest } from "./request.ts";
import { rewriteReply, rewriteRequest } from "./texts.ts";

/** OpenAI's text completions, which many servers of open models still speak. Errors and usage are as of chats. */
export const openaiCompletions: Dialect = {
  name: "openai-completions",
  operation: "completion",
  provider: "openai",
  path: "/completions",
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
  conversation: undefined,
  fixedReply,
  toEvents,
  fromEvents,
};
