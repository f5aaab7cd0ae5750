/** Where the bytes of images and documents stand. */
import type { MediaSource } from "../../core/conversation.ts";
import type { JsonObject } from "../../core/json.ts";
import { invalid } from "../request-fields.ts";
import type { StrictObject } from "../strict-object.ts";

const TEXT = "text/plain";
const PDF = "application/pdf";

/** Of an image or a document. @throws AiosError `unsupported` or `invalid-request` with the field's path. */
export function readSource(block: StrictObject): MediaSource {
  const source = block.object("source");
  if (source === undefined) throw invalid(block.pathOf("source"), "is missing");
  const type = source.requiredString("type");
  const read = readSourceOf(type, source);
  source.end();
  return read;
}

function readSourceOf(type: string, source: StrictObject): MediaSource {
  switch (type) {
    case "url":
      return { type, url: source.requiredString("url") };
    case "base64":
      return { type, mediaType: source.requiredString("media_type"), data: source.requiredString("data") };
    case "text": {
      const data = Buffer.from(source.requiredString("data")).toString("base64");
      return { type: "base64", mediaType: source.string("media_type") ?? TEXT, data };
    }
    default:
      throw source.refused("type");
  }
}

export function writeSource(source: MediaSource): JsonObject {
  if (source.type === "url") return { type: "url", url: source.url };
  return { type: "base64", media_type: source.mediaType, data: source.data };
}

/** Of a document; undefined for files of other types than Anthropic reads. */
export function writeFileSource(source: MediaSource): JsonObject | undefined {
  if (source.type === "url" || source.mediaType === PDF) return writeSource(source);
  if (source.mediaType !== TEXT) return undefined;
  return { type: "text", media_type: TEXT, data: Buffer.from(source.data, "base64").toString("utf8") };
}
