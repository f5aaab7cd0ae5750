/**
 * Reasoning goes back to the model that thought it, or to none. What proves it is opaque, and each API has its own place
 * for it, so it travels through other APIs under a mark that says whose it is:
 *
 *   an item of OpenAI's, in a conversation    `openai-responses:<item id>:<encrypted_content>`, as a thinking part's
 *                                             signature or as a redacted part's data; an Anthropic caller sends it back
 *                                             untouched, and the item is itself again
 *   another provider's, in an item            `aios-signature:<signature>` or `aios-redacted:<data>` as its
 *                                             `encrypted_content`, which a Responses caller sends back untouched
 *
 * All of it is made of letters, digits and `+/=_-:`, as signatures are: filters that look for texts let it be.
 * An item without a summary is a redacted part: there is nothing in it that anybody else can read.
 */
import type { RedactedThinkingPart, ThinkingPart } from "../../core/conversation.ts";
import type { JsonObject } from "../../core/json.ts";
import { objectsOf, stringOf } from "../members.ts";

export type ReasoningPart = ThinkingPart | RedactedThinkingPart;

const OURS = "openai-responses:";
const SIGNATURE = "aios-signature:";
const REDACTED = "aios-redacted:";

/** Several pieces of a summary are paragraphs of one text. */
export const BETWEEN_SUMMARIES = "\n\n";

/** What an item says and proves; undefined when it does neither. */
export function readReasoning(item: JsonObject): ReasoningPart | undefined {
  const sealed = stringOf(item.encrypted_content) ?? "";
  const text = reasoningText(item);
  if (sealed.startsWith(REDACTED)) return { type: "redacted-thinking", data: sealed.slice(REDACTED.length) };
  const signature = signatureOf(item);
  if (text !== "") return { type: "thinking", text, signature };
  if (sealed.startsWith(SIGNATURE)) return { type: "thinking", text, signature };
  return sealed === "" || signature === undefined
    ? undefined
    : { type: "redacted-thinking", data: signature };
}

/** Its summary, or the reasoning itself where a model shows that. */
function reasoningText(item: JsonObject): string {
  const summary = objectsOf(item.summary);
  return (summary.length > 0 ? summary : objectsOf(item.content))
    .map(({ text }) => stringOf(text) ?? "")
    .join(BETWEEN_SUMMARIES);
}

/** The signature of a thinking part that was read from this item. */
export function signatureOf(item: JsonObject): string | undefined {
  const sealed = stringOf(item.encrypted_content) ?? "";
  if (sealed.startsWith(SIGNATURE)) return sealed.slice(SIGNATURE.length);
  const id = stringOf(item.id) ?? "";
  return id === "" && sealed === "" ? undefined : `${OURS}${id}:${sealed}`;
}

/** The `encrypted_content` under which a caller of this API keeps what proves the part. */
export function keptByCaller(part: {
  readonly signature?: string | undefined;
  readonly data?: string;
}): string | undefined {
  if (part.data !== undefined) return `${REDACTED}${part.data}`;
  return part.signature === undefined ? undefined : `${SIGNATURE}${part.signature}`;
}

/** Whether another provider has thought what an item says. */
export function isOfAnother({ encrypted_content: sealed }: JsonObject): boolean {
  return typeof sealed === "string" && (sealed.startsWith(SIGNATURE) || sealed.startsWith(REDACTED));
}

/** The item that OpenAI made; undefined for what another provider has thought, which it could not read. */
export function itemOfOurs(part: ReasoningPart): JsonObject | undefined {
  const seal = part.type === "thinking" ? part.signature : part.data;
  if (seal === undefined || !seal.startsWith(OURS)) return undefined;
  const [id, ...content] = seal.slice(OURS.length).split(":");
  const text = part.type === "thinking" ? part.text : "";
  const encrypted = content.join(":");
  return {
    type: "reasoning",
    ...(id === "" ? {} : { id }),
    summary: text === "" ? [] : [{ type: "summary_text", text }],
    ...(encrypted === "" ? {} : { encrypted_content: encrypted }),
  };
}
