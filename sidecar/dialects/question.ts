/** Where the question stands in a request, for the dialects whose requests are lists of turns. */
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../core/json.ts";
import type { AskedQuestion, NoQuestion } from "../core/question.ts";
import { effectsOf } from "./effects.ts";

/** `frame`: a system prompt. It belongs to all turns, wherever it stands. */
export type Speaker = "user" | "assistant" | "frame" | NoQuestion;

/** How a dialect's turns look. */
export interface TurnShape {
  speakerOf(turn: JsonObject): Speaker;
  /** What a part of a turn's `content` is. */
  partOf(part: JsonObject): "text" | NoQuestion;
}

interface Turn {
  readonly at: number;
  readonly speaker: "user" | "assistant";
  readonly text: string;
}

/** @param list the member that has the turns */
export function questionInTurns(
  document: JsonObject,
  list: string,
  shape: TurnShape,
  window: number,
): AskedQuestion | NoQuestion {
  if (offersTools(document)) return "agent-turn";
  const items = document[list];
  if (!isJsonArray(items)) return "no-question";
  const turns = turnsOf(items, shape);
  if (typeof turns === "string") return turns;
  const last = turns.at(-1);
  if (last?.speaker !== "user" || last.at !== items.length - 1 || isBlank(last.text)) return "no-question";
  const recent = window === 0 ? [] : turns.slice(0, -1).slice(-window);
  const emptied = new Set([...recent, last].map(({ at }) => at));
  return {
    text: last.text,
    recent: recent.map(({ text }) => text),
    context: {
      ...document,
      [list]: items.map((item, at) => (emptied.has(at) && isJsonObject(item) ? withoutText(item) : item)),
    },
  };
}

/** Of a request that is one text, such as a prompt. */
export function questionInText(document: JsonObject, member: string): AskedQuestion | NoQuestion {
  if (offersTools(document)) return "agent-turn";
  const value = document[member];
  const text = isJsonArray(value) && value.length === 1 ? value[0] : value;
  if (typeof text !== "string" || isBlank(text)) return "no-question";
  return { text, recent: [], context: { ...document, [member]: isJsonArray(value) ? [""] : "" } };
}

function offersTools(document: JsonObject): boolean {
  return effectsOf(document).tools.length > 0;
}

function turnsOf(items: readonly Json[], shape: TurnShape): readonly Turn[] | NoQuestion {
  const turns: Turn[] = [];
  for (const [at, item] of items.entries()) {
    if (!isJsonObject(item)) return "no-question";
    const speaker = shape.speakerOf(item);
    if (speaker === "frame") continue;
    if (speaker !== "user" && speaker !== "assistant") return speaker;
    const text = textOf(item["content"], shape);
    if (typeof text === "string") return text;
    turns.push({ at, speaker, text: text.join("\n") });
  }
  return turns;
}

function textOf(content: Json | undefined, shape: TurnShape): readonly string[] | NoQuestion {
  if (typeof content === "string") return [content];
  if (!isJsonArray(content)) return "no-question";
  const texts: string[] = [];
  for (const part of content) {
    if (!isJsonObject(part)) return "no-question";
    const kind = shape.partOf(part);
    if (kind !== "text") return kind;
    if (typeof part["text"] !== "string") return "no-question";
    texts.push(part["text"]);
  }
  return texts;
}

/** Its parts stay where they are: where a text was cut in two may matter. */
function withoutText(turn: JsonObject): JsonObject {
  const content = turn["content"];
  return {
    ...turn,
    content: isJsonArray(content)
      ? content.map((part) => (isJsonObject(part) ? { ...part, text: "" } : part))
      : "",
  };
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}
