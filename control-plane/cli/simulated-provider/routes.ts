/** Which path answers what, and who may ask. */
import type { IncomingMessage } from "node:http";
import { message, tokenCount } from "./anthropic-messages.ts";
import { errorEvent, Refusal, unknownModel } from "./errors.ts";
import type { Form } from "./form.ts";
import { isObject, type JsonObject } from "./json.ts";
import { DEFAULT_MODELS, modelList, oneModel } from "./models.ts";
import { transcription } from "./openai-audio.ts";
import { chatCompletion } from "./openai-chat.ts";
import { textCompletion } from "./openai-completions.ts";
import { embeddings } from "./openai-embeddings.ts";
import type { Files } from "./openai-files.ts";
import { images } from "./openai-images.ts";
import { response, responseErrorEvent } from "./openai-responses.ts";
import { ranking } from "./rerank.ts";
import type { BodyPart, CallContext, DialectName, WireReply } from "./wire.ts";

export interface RouteOptions {
  /** When set, a call of that dialect with another key, or none, is refused. */
  readonly apiKeys?: { readonly openai?: string; readonly anthropic?: string };
  /** When set, calls for other models are refused; without it any model answers. */
  readonly models?: readonly string[];
}

const POST_ROUTES: Readonly<Record<string, (context: CallContext, body: JsonObject) => WireReply>> = {
  "/v1/chat/completions": chatCompletion,
  "/v1/completions": textCompletion,
  "/v1/embeddings": embeddings,
  "/v1/images/generations": images,
  "/v1/messages": message,
  "/v1/messages/count_tokens": tokenCount,
  "/v1/rerank": ranking,
  "/v1/responses": response,
};

const FORM_ROUTES: Readonly<Record<string, (context: CallContext, form: Form) => WireReply>> = {
  "/v1/audio/transcriptions": transcription,
  "/v1/audio/translations": transcription,
};

/** A request's body, as far as it could be read. */
export interface RequestBody {
  readonly document: unknown;
  readonly form: Form | undefined;
}

const pathOf = (request: IncomingMessage): string => (request.url ?? "/").split("?", 1)[0] ?? "/";

export const dialectOf = (request: IncomingMessage): DialectName =>
  pathOf(request).startsWith("/v1/messages") || "anthropic-version" in request.headers
    ? "anthropic"
    : "openai";

/** How a stream of what was asked tells an error. */
export const errorEventOf = (context: CallContext, request: IncomingMessage): BodyPart =>
  pathOf(request) === "/v1/responses" ? responseErrorEvent() : errorEvent(context);

export const modelOf = (document: unknown): string | undefined =>
  isObject(document) && typeof document.model === "string" ? document.model : undefined;

export function respond(
  context: CallContext,
  request: IncomingMessage,
  { document, form }: RequestBody,
  { apiKeys, models }: RouteOptions,
  files: Files,
): WireReply {
  const path = pathOf(request);
  const answer = Object.hasOwn(POST_ROUTES, path) ? POST_ROUTES[path] : undefined;
  const isModels = path === "/v1/models" || path.startsWith("/v1/models/");
  const isFiles = path === "/v1/files" || path.startsWith("/v1/files/");
  const fill = Object.hasOwn(FORM_ROUTES, path) ? FORM_ROUTES[path] : undefined;
  if (answer === undefined && fill === undefined && !isModels && !isFiles)
    throw unknownPath(context, request, path);

  const expected = apiKeys?.[context.dialect];
  if (expected !== undefined) checkKey(context.dialect, request, expected);
  if (context.dialect === "anthropic" && request.headers["anthropic-version"] === undefined) {
    throw new Refusal(400, "anthropic-version: header is required");
  }
  if (isFiles) {
    const reply = files.respond(context, request, path, form);
    if (reply === undefined) throw wrongMethod(context, request, path);
    return reply;
  }
  if (request.method !== (isModels ? "GET" : "POST")) throw wrongMethod(context, request, path);
  if (fill !== undefined) {
    if (form === undefined) throw new Refusal(400, "Could not parse multipart form");
    return fill(context, form);
  }
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
