import type { MediaSource } from "../core/conversation.ts";
import { readDataUrl } from "./base64.ts";
import { invalid } from "./request-fields.ts";

/** A URL, whose bytes may stand in it. @throws AiosError `invalid-request` for a `data:` URL that is none. */
export function sourceOfUrl(url: string, path: string): MediaSource {
  if (!/^data:/i.test(url)) return { type: "url", url };
  const header = readDataUrl(url);
  if (header === undefined) throw invalid(path, "must be a `data:` URL with a media type and base64");
  return { type: "base64", mediaType: header.mediaType, data: url.slice(header.dataAt) };
}

export function urlOf(source: MediaSource): string {
  return source.type === "url" ? source.url : `data:${source.mediaType};base64,${source.data}`;
}
