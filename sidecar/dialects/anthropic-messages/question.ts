import type { JsonObject } from "../../core/json.ts";
import type { AskedQuestion, NoQuestion } from "../../core/question.ts";
import { questionInTurns, type Speaker } from "../question.ts";

export function question(document: JsonObject, window: number): AskedQuestion | NoQuestion {
  return questionInTurns(document, "messages", { speakerOf, partOf }, window);
}

function speakerOf({ role }: JsonObject): Speaker {
  if (role === "system") return "frame";
  return role === "user" || role === "assistant" ? role : "no-question";
}

/** The provider's own tools have types such as `server_tool_use` and `web_search_tool_result`. */
function partOf({ type }: JsonObject): "text" | NoQuestion {
  if (type === "text") return "text";
  const isOfTool = typeof type === "string" && (type.endsWith("tool_use") || type.endsWith("tool_result"));
  return isOfTool ? "agent-turn" : "no-question";
}
