/** Content parts of messages and of tool results. */
import type { FilePart, ImagePart, RefusalPart, TextPart } from "../../core/conversation.ts";
import type { JsonObject } from "../../core/json.ts";
import { isBase64 } from "../base64.ts";
import { sourceOfUrl, urlOf } from "../media-source.ts";
import { withoutUndefined } from "../members.ts";
import { invalid } from "../request-fields.ts";
import { type StrictObject, saysNothing } from "../strict-object.ts";

export type InputPart = TextPart | ImagePart | FilePart;
export type OutputPart = TextPart | RefusalPart;

/** A string, or a list of input parts. */
export function readInputParts(item: StrictObject, key: string): readonly InputPart[] {
  return readParts(item, key, readInputPart);
}

/** What an assistant has said: a string, or a list of output parts. */
export function readOutputParts(item: StrictObject, key: string): readonly OutputPart[] {
  return readParts(item, key, readOutputPart);
}

function readParts<Part>(
  item: StrictObject,
  key: string,
  read: (part: StrictObject, type: string) => Part,
): readonly (Part | TextPart)[] {
  const content = item.textOrObjects(key);
  if (content === undefined) throw invalid(item.pathOf(key), "is missing");
  if (typeof content === "string") return [{ type: "text", text: content }];
  return content.map((part) => {
    const said = read(part, part.requiredString("type"));
    part.leaveOut("prompt_cache_breakpoint");
    part.end();
    return said;
  });
}

function readInputPart(part: StrictObject, type: string): InputPart {
  switch (type) {
    case "input_text":
    // As tools write it that hand on what an MCP server has said.
    case "text":
      return { type: "text", text: part.requiredString("text") };
    case "input_image":
      return readImage(part);
    case "input_file":
      return readFile(part);
    default:
      throw part.refused("type");
  }
}

function readImage(part: StrictObject): ImagePart {
  part.refuseUnless("file_id", saysNothing);
  const source = sourceOfUrl(part.requiredString("image_url"), part.pathOf("image_url"));
  const detail = part.string("detail");
  if (detail === undefined || detail === "low" || detail === "high" || detail === "auto")
    return { type: "image", source, detail };
  throw part.refused("detail");
}

function readFile(part: StrictObject): FilePart {
  part.refuseUnless("file_id", saysNothing);
  part.leaveOut("detail");
  const filename = part.string("filename");
  const url = part.string("file_url");
  const data = part.string("file_data");
  if (url !== undefined) return { type: "file", source: sourceOfUrl(url, part.pathOf("file_url")), filename };
  if (data === undefined) throw invalid(part.pathOf("file_data"), "is missing");
  if (data.startsWith("data:"))
    return { type: "file", source: sourceOfUrl(data, part.pathOf("file_data")), filename };
  const isPdf = filename === undefined || /\.pdf$/i.test(filename);
  if (isPdf && isBase64(data))
    return { type: "file", source: { type: "base64", mediaType: "application/pdf", data }, filename };
  throw invalid(part.pathOf("file_data"), "must be a `data:` URL with a media type and base64");
}

function readOutputPart(part: StrictObject, type: string): OutputPart {
  switch (type) {
    case "output_text":
    case "input_text":
    case "text":
      // Where a text that the model reads again was once found, and how sure it was of its words.
      part.leaveOut("annotations", "logprobs");
      return { type: "text", text: part.requiredString("text") };
    case "refusal":
      return { type, text: part.requiredString("refusal") };
    default:
      throw part.refused("type");
  }
}

export function writeInputPart(part: InputPart): JsonObject {
  switch (part.type) {
    case "text":
      return { type: "input_text", text: part.text };
    case "image":
      return withoutUndefined({ type: "input_image", image_url: urlOf(part.source), detail: part.detail });
    case "file":
      return writeFile(part);
  }
}

/** OpenAI takes no bytes without a name. */
function writeFile({ source, filename }: FilePart): JsonObject {
  return source.type === "base64"
    ? { type: "input_file", file_data: urlOf(source), filename: filename ?? "document" }
    : withoutUndefined({ type: "input_file", file_url: source.url, filename });
}

export function writeOutputPart(part: OutputPart): JsonObject {
  return part.type === "refusal"
    ? { type: "refusal", refusal: part.text }
    : { type: "output_text", text: part.text };
}
