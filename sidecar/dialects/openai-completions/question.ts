import type { JsonObject } from "../../core/json.ts";
import type { AskedQuestion, NoQuestion } from "../../core/question.ts";
import { questionInText } from "../question.ts";

/** The prompt, when it is one text: several of them, or token ids, are no question. */
export function question(document: JsonObject): AskedQuestion | NoQuestion {
  return questionInText(document, "prompt");
}
