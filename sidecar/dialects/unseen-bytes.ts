import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../core/json.ts";
import { isTextType } from "./base64.ts";
import { encodedUrlIn } from "./encoded-text.ts";

/** Members that hold or name images, sound and files, in every dialect. */
const MEDIA: ReadonlySet<string> = new Set([
  "audio_url",
  "file_data",
  "file_id",
  "file_ids",
  "file_url",
  "image_url",
  "input_audio",
  "input_image_mask",
  "video_url",
]);

/** Declarations: what they name as members is no data. */
const DECLARATIONS: ReadonlySet<string> = new Set(["tools", "functions", "response_format", "output_config"]);

/**
 * Whether a request carries bytes that nobody here looks into: images, sound, video and documents, as base64, in `data:`
 * URLs, or by a URL or an identifier that the provider follows. Base64 of a text is looked into, and is none. Linear; a
 * member that only has such a name counts as well, since leaving one out would be the worse mistake.
 */
export function holdsUnseenBytes(document: JsonObject): boolean {
  const open: Json[] = [];
  for (const [name, value] of Object.entries(document))
    if (value !== undefined && !DECLARATIONS.has(name)) open.push(value);
  // Bytes in a declaration: https://platform.openai.com/docs/api-reference/responses (image generation).
  if (isJsonArray(document["tools"]))
    for (const tool of document["tools"]) if (isJsonObject(tool) && "input_image_mask" in tool) return true;
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === "string") {
      if (isUnseenUrl(value)) return true;
    } else if (isJsonArray(value)) {
      for (const item of value) open.push(item);
    } else if (isJsonObject(value)) {
      if (isUnseenSource(value)) return true;
      for (const [name, member] of Object.entries(value)) {
        if (member === undefined || member === null) continue;
        if (MEDIA.has(name) && !isSeen(name, member)) return true;
        if (!isArguments(value, name)) open.push(member);
      }
    }
  }
  return false;
}

function isUnseenUrl(text: string): boolean {
  const url = encodedUrlIn(text);
  // Anything else that begins like that is read as the text it is.
  return url !== undefined && !isTextType(url.mediaType);
}

/** A text as a `data:` URL is looked into. */
function isSeen(name: string, member: Json): boolean {
  const text = isJsonObject(member) ? (member["url"] ?? member["file_data"]) : member;
  if (typeof text !== "string" || name === "file_id") return false;
  const url = encodedUrlIn(text);
  return url !== undefined && isTextType(url.mediaType);
}

/** Anthropic's `source` of an image or a document. */
function isUnseenSource({ source }: JsonObject): boolean {
  if (!isJsonObject(source)) return false;
  const { type, media_type: mediaType } = source;
  if (type === "base64") return !(typeof mediaType === "string" && isTextType(mediaType));
  return type === "url" || type === "file";
}

/** What a model has called a tool with is texts, whatever its members are called. */
function isArguments({ type }: JsonObject, name: string): boolean {
  return name === "input" && typeof type === "string" && type.endsWith("tool_use");
}
