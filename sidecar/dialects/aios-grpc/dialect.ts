/** Between aios.inference.v1 messages and the documents of OpenAI's wire. Pure: messages in, documents out. */
export { chatChunkFromEvent, chatReplyFromDocument } from "./chat-reply.ts";
export { chatRequestToDocument } from "./chat-request.ts";
export { embedReplyFromDocument, embedRequestToDocument } from "./embed.ts";
