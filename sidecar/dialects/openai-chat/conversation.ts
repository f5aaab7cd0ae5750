import type { ConversationCodec } from "../../core/conversation.ts";
import { eventReader, eventWriter } from "./conversation-events.ts";
import { readReply, writeReply } from "./conversation-reply.ts";
import { readRequest, writeRequest } from "./conversation-request.ts";

/** Conversations as chat completions: https://platform.openai.com/docs/api-reference/chat */
export const conversation: ConversationCodec = {
  readRequest,
  writeRequest,
  readReply,
  writeReply,
  eventReader,
  eventWriter,
};
