import type { ConversationCodec } from "../../core/conversation.ts";
import type { Dialect } from "../../core/dialect.ts";

/** A dialect in which conversations can be held. */
export interface Speaker extends Dialect {
  readonly conversation: ConversationCodec;
}

export function speaker(dialect: Dialect): Speaker | undefined {
  return isSpeaker(dialect) ? dialect : undefined;
}

function isSpeaker(dialect: Dialect): dialect is Speaker {
  return dialect.conversation !== undefined;
}
