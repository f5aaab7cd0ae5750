import { isJsonArray, type JsonObject } from "../../core/json.ts";
import type { AskedQuestion, NoQuestion } from "../../core/question.ts";
import { questionInTurns, type Speaker } from "../question.ts";

export function question(document: JsonObject, window: number): AskedQuestion | NoQuestion {
  return questionInTurns(document, "messages", { speakerOf, partOf }, window);
}

function speakerOf({ role, tool_calls: calls, function_call: call }: JsonObject): Speaker {
  switch (role) {
    case "system":
    case "developer":
      return "frame";
    case "user":
      return "user";
    case "assistant":
      return (isJsonArray(calls) && calls.length > 0) || (call !== undefined && call !== null)
        ? "agent-turn"
        : "assistant";
    case "tool":
    case "function":
      return "agent-turn";
    default:
      return "no-question";
  }
}

function partOf({ type }: JsonObject): "text" | NoQuestion {
  return type === "text" ? "text" : "no-question";
}
