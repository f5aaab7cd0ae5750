import type { JsonObject } from "../../core/json.ts";
import { isMediaType } from "../encoded-text.ts";
import { choose, encodedText, members, type Walk } from "../walk.ts";

/**
 * Every string of a document that nobody has described. A file beside its media type is looked into where it is a text:
 * `{"mimeType": "text/csv", "data": "…"}` (https://ai.google.dev/api/caching#Blob) and what others call the same.
 */
export const anyTexts: Walk = choose((object) => (isFile(object) ? file : plain));

const plain = members({}, anyTexts);
const file = members({ data: encodedText }, anyTexts);

function isFile({ mimeType, mime_type, media_type, data }: JsonObject): boolean {
  const type = mimeType ?? mime_type ?? media_type;
  return typeof type === "string" && typeof data === "string" && !isMediaType(type);
}
