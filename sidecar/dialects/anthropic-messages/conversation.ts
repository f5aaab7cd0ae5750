import type { ConversationCodec } from "../../core/conversation.ts";
import { eventReader, eventWriter } from "./conversation-events.ts";
import { readReply, writeReply } from "./conversation-reply.ts";
import { readRequest, writeRequest } from "./conversation-request.ts";

/** Conversations as messages: https://docs.anthropic.com/en/api/messages */
export const conversation: ConversationCodec = {
  // The only version there is; Anthropic refuses calls that name none.
  requestHeaders: { "anthropic-version": "2023-06-01" },
  readRequest,
  writeRequest,
  readReply,
  writeReply,
  eventReader,
  eventWriter,
};
