import type { JsonObject } from "../../core/json.ts";
import type { AskedQuestion, NoQuestion } from "../../core/question.ts";
import { questionInText, questionInTurns, type Speaker } from "../question.ts";

export function question(document: JsonObject, window: number): AskedQuestion | NoQuestion {
  return typeof document["input"] === "string"
    ? questionInText(document, "input")
    : questionInTurns(document, "input", { speakerOf, partOf }, window);
}

/** Items that are no step of an agent, and no message either. */
const MUTE = new Set(["reasoning", "item_reference", "compaction", "compaction_summary"]);
const TEXTS = new Set(["input_text", "output_text", "text"]);

function speakerOf({ type, role }: JsonObject): Speaker {
  if (typeof type === "string" && type !== "message") return MUTE.has(type) ? "no-question" : "agent-turn";
  switch (role) {
    case "system":
    case "developer":
      return "frame";
    case "user":
    case "assistant":
      return role;
    default:
      return "no-question";
  }
}

function partOf({ type }: JsonObject): "text" | NoQuestion {
  return typeof type === "string" && TEXTS.has(type) ? "text" : "no-question";
}
