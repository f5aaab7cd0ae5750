import { isJsonObject, type Json, parseJson } from "../../core/json.ts";
import type { RewriteTexts } from "../../core/payload.ts";
import { piecesOf } from "../../detection/prohibited/piece.ts";
import { rewriteJsonSource } from "../../dialects/json-source.ts";
import type { Turns } from "../../platform/turns.ts";
import type { ReplyFindings } from "./findings.ts";

/**
 * Looks at all texts of a reply that is there as a whole. What is no JSON has none.
 * @throws AiosError `policy-denied`
 */
export async function inspectDocument(
  bytes: Uint8Array,
  rewriteReply: RewriteTexts,
  findings: ReplyFindings,
  turns: Turns,
): Promise<void> {
  const document = jsonIn(bytes);
  if (document === undefined) return;
  for (const text of textsIn(document, rewriteReply)) {
    for (const piece of piecesOf(text)) {
      const turn = turns.before(piece.text.length);
      if (turn !== undefined) await turn;
      for (const check of findings.checks) if (findings.isOpen(check)) findings.look(check, piece);
    }
  }
  findings.settle();
}

function textsIn(document: Json, rewriteReply: RewriteTexts): readonly string[] {
  const texts: string[] = [];
  const add = (text: string): string => {
    texts.push(text);
    return text;
  };
  // The walk is one of objects; what has no name of its own is a text beneath any.
  rewriteReply(isJsonObject(document) ? document : { "": document }, (text, kind) => {
    if (kind !== "json" || rewriteJsonSource(text, add) === undefined) add(text);
    return text;
  });
  return texts;
}

function jsonIn(bytes: Uint8Array): Json | undefined {
  try {
    return parseJson(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"));
  } catch {
    return undefined;
  }
}
