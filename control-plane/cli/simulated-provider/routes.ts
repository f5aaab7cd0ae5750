/** Which path answers what, and who may ask. */
import type { IncomingMessage } from "node:http";
import { message, tokenCount } from "./anthropic-messages.ts";
import { Refusal, unknownModel } from "./errors.ts";
import { isObject, type JsonObject } from "./json.ts";
import { DEFAULT_MODELS, modelList, oneModel } from "./models.ts";
import { chatCompletion } from "./openai-chat.ts";
import { embeddings } from "./openai-embeddings.ts";
import type { CallContext, DialectName, WireReply } from "./wire.ts";

export interface RouteOptions {
  /** When set, a call of that dialect with another key, or none, is refused. */
  readonly apiKeys?: { readonly openai?: string; readonly anthropic?: string };
  /** When set, calls for other models are refused; without it any model answers. */
  readonly models?: readonly string[];
}

const POST_ROUTES: Readonly<Record<string, (context: CallContext, body: JsonObject) => WireReply>> = {
  "/v1/chat/completions": chatCompletion,
  "/v1/embeddings": embeddings,
  "/v1/messages": message,
  "/v1/messages/count_tokens": tokenCount,
};

const pathOf = (request: IncomingMessage): string => (request.url ?? "/").split("?", 1)[0] ?? "/";

export const dialectOf = (request: IncomingMessage): DialectName =>
  pathOf(request).startsWith("/v1/messages") || "anthropic-version" in request.headers
    ? "anthropic"
    : "openai";

export const modelOf = (document: unknown): string | undefined =>
  isObject(document) && typeof document.model === "string" ? document.model : undefined;

/** `document` is the body as JSON, or undefined when it is none. */
export function respond(
  context: CallContext,
  request: IncomingMessage,
  document: unknown,
  { apiKeys, models }: RouteOptions,
): WireReply {
  const path = pathOf(request);
  const answer = Object.hasOwn(POST_ROUTES, path) ? POST_ROUTES[path] : undefined;
  const isModels = path === "/v1/models" || path.startsWith("/v1/models/");
  if (answer === undefined && !isModels) throw unknownPath(context, request, path);

  const expected = apiKeys?.[context.dialect];
  if (expected !== undefined) checkKey(context.dialect, request, expected);
  if (context.dialect === "anthropic" && request.headers["anthropic-version"] === undefined) {
    throw new Refusal(400, "anthropic-version: header is required");
  }
  if (request.method !== (isModels ? "GET" : "POST")) throw wrongMethod(context, request, path);
  if (answer === undefined) {
    const listed = models ?? DEFAULT_MODELS;
    if (path === "/v1/models") return modelList(context, listed);
    return oneModel(context, listed, decoded(path.slice("/v1/models/".length)));
  }

  if (!isObject(document)) {
    const text =
      context.dialect === "openai"
        ? "We could not parse the JSON body of your request. The OpenAI API expects a JSON payload, but what was sent was not valid JSON."
        : "The request body is not valid JSON";
    throw new Refusal(400, text);
  }
  const model = modelOf(document);
  if (models !== undefined && model !== undefined && !models.includes(model)) {
    throw unknownModel(context.dialect, model);
  }
  return answer(context, document);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function checkKey(dialect: DialectName, request: IncomingMessage, expected: string): void {
  const { authorization, "x-api-key": apiKey } = request.headers;
  const bearer =
    authorization?.startsWith("Bearer ") === true ? authorization.slice("Bearer ".length) : undefined;
  const given = dialect === "anthropic" && typeof apiKey === "string" ? apiKey : bearer;
  if (given === expected) return;
  if (dialect === "anthropic") {
    throw new Refusal(401, given === undefined ? "x-api-key header is required" : "invalid x-api-key");
  }
  if (given === undefined) {
    throw new Refusal(
      401,
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
    );
  }
  const hint = given.length > 8 ? `${given.slice(0, 4)}****${given.slice(-4)}` : "****";
  throw new Refusal(
    401,
    `Incorrect API key provided: ${hint}. You can find your API key at https://platform.openai.com/account/api-keys.`,
    "invalid_api_key",
  );
}

const unknownPath = (context: CallContext, request: IncomingMessage, path: string): Refusal =>
  new Refusal(404, context.dialect === "openai" ? `Invalid URL (${request.method} ${path})` : "Not Found");

const wrongMethod = (context: CallContext, request: IncomingMessage, path: string): Refusal =>
  context.dialect === "openai"
    ? new Refusal(405, `Not allowed to ${request.method} on ${path}.`, "method_not_supported")
    : new Refusal(405, "Method Not Allowed");
