import { CACHE_TAG, MAX_OWN_TAGS } from "../../../config/schema/cache.ts";
import type { Headers } from "../../core/call.ts";
import { AiosError } from "../../core/errors.ts";
import { isJsonObject, type JsonObject } from "../../core/json.ts";

const HEADER = "x-aios-cache-tags";

/** The caller's own tags. @throws AiosError `invalid-request` when they are none */
export function ownTags(headers: Headers): readonly string[] {
  const header = headers[HEADER];
  if (header === undefined) return [];
  const tags = header
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
  if (tags.length > MAX_OWN_TAGS || !tags.every((tag) => CACHE_TAG.test(tag)))
    throw new AiosError(
      "invalid-request",
      `The header ${HEADER} takes up to ${MAX_OWN_TAGS} tags, separated by commas: each 1 to 128 letters, digits and . _ : @ / * + -, the first one a letter or digit.`,
      { param: HEADER },
    );
  return tags;
}

export interface TaggedBy {
  readonly route: string;
  /** Of the route (`cache.tags`). */
  readonly routeTags: readonly string[];
  readonly own: readonly string[];
  /** As the caller asked for it, and as it was asked for upstream. */
  readonly models: readonly (string | undefined)[];
  readonly upstream: string | undefined;
  readonly request: JsonObject;
}

/** What an answer can be purged by. */
export function tagsOf({ route, routeTags, own, models, upstream, request }: TaggedBy): readonly string[] {
  const tags = [...routeTags];
  const add = (tag: string) => {
    if (!tags.includes(tag)) tags.push(tag);
  };
  for (const tag of own) add(tag);
  add(`route:${route}`);
  for (const model of models) if (model !== undefined) add(`model:${model}`);
  if (upstream !== undefined) add(`upstream:${upstream}`);
  for (const tag of promptTags(request)) add(tag);
  return tags;
}

/** Of a prompt that the provider keeps (OpenAI's `prompt: { id, version }`). */
function promptTags({ prompt }: JsonObject): readonly string[] {
  if (!isJsonObject(prompt) || typeof prompt["id"] !== "string") return [];
  const id = `prompt:${prompt["id"].slice(0, 128)}`;
  const { version } = prompt;
  return typeof version === "string" ? [id, `${id}@${version.slice(0, 64)}`] : [id];
}
