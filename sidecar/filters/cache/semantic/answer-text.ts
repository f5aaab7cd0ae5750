import type { Dialect } from "../../../core/dialect.ts";
import { unpackFrames } from "../../../core/frame-log.ts";
import { isJsonObject, type JsonObject, parseJson } from "../../../core/json.ts";
import type { StoredReply } from "../store.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** What a kept answer says; undefined when it says nothing, or cannot be read. */
export function answerText(stored: StoredReply, dialect: Dialect): string | undefined {
  try {
    const document =
      stored.framing === "events"
        ? dialect.fromEvents(unpackFrames(stored.frames))
        : parseJson(decoder.decode(stored.frames.bytes));
    if (!isJsonObject(document)) return undefined;
    const text = spoken(document, dialect).trim();
    return text === "" ? undefined : text;
  } catch {
    return undefined;
  }
}

function spoken(document: JsonObject, dialect: Dialect): string {
  try {
    const parts = dialect.conversation?.readReply(document).parts;
    // Reasoning goes another way each time, and is not what was asked for.
    if (parts !== undefined)
      return parts
        .flatMap((part) => (part.type === "text" || part.type === "refusal" ? [part.text] : []))
        .join("\n");
  } catch {
    // More than one conversation can say, such as several choices: then all of its texts count.
  }
  const texts: string[] = [];
  dialect.rewriteReply(document, (text) => {
    texts.push(text);
    return text;
  });
  return texts.join("\n");
}
