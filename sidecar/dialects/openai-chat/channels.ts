/**
 * Channels of a chat completion's stream: the index of the choice, then the path in its delta. List items go by their
 * `index`, since pieces of one tool call share it: `0/content`, `1/tool_calls/#2/function/arguments`.
 */
import type { Channel } from "../../core/dialect.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { numberOf, objectOf, objectsOf } from "../members.ts";

/** What tells a list item's sort apart; said again by a delta that is made for it. */
const SORT = ["type", "format"] as const;

export function choicePrefix(choice: number): string {
  return `${choice}/`;
}

/** A key of an object, or the index of an item of a list. */
export type Step = string | number;

export function channelOf(choice: number, path: readonly Step[]): Channel {
  return (
    choicePrefix(choice) +
    path.map((step) => (typeof step === "number" ? `#${step}` : escaped(step))).join("/")
  );
}

/** A delta with just this text, in the manner of the chunk, which may hold the same channel. */
export function deltaOf(
  channel: Channel,
  text: string,
  chunk: JsonObject | undefined,
): { index: number; delta: JsonObject } {
  const [choice = "0", ...path] = channel.split("/");
  const index = Number(choice);
  const like = objectsOf(chunk?.choices).find((other) => (other.index ?? 0) === index)?.delta;
  const delta = nest(path, text, like);
  return { index, delta: isJsonObject(delta) ? delta : { content: text } };
}

function nest(path: readonly string[], text: string, like: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return text;
  if (!step.startsWith("#")) {
    const key = unescaped(step);
    return { [key]: nest(rest, text, objectOf(like)?.[key]) };
  }
  const index = Number(step.slice(1));
  const items = isJsonArray(like) ? like : [];
  const item = items.find((other, position) => (numberOf(objectOf(other)?.index) ?? position) === index);
  const inner = nest(rest, text, item);
  return [isJsonObject(inner) ? { index, ...sortOf(item), ...inner } : inner];
}

function sortOf(item: Json | undefined): JsonObject {
  const object = objectOf(item);
  return Object.fromEntries(SORT.flatMap((key) => (object?.[key] === undefined ? [] : [[key, object[key]]])));
}

function escaped(key: string): string {
  return key.replace(/[%/#]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

function unescaped(step: string): string {
  return step.replace(/%(25|2f|23)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
