/** aios.inference.v1.ChatRequest as the document of an OpenAI chat completion. */

import type { ChatRequest__Output } from "../../../proto/gen/aios/inference/v1/ChatRequest.ts";
import type { ContentPart__Output } from "../../../proto/gen/aios/inference/v1/ContentPart.ts";
import type { File__Output } from "../../../proto/gen/aios/inference/v1/File.ts";
import type { ImageUrl__Output } from "../../../proto/gen/aios/inference/v1/ImageUrl.ts";
import type { InlineData__Output } from "../../../proto/gen/aios/inference/v1/InlineData.ts";
import type { Message__Output } from "../../../proto/gen/aios/inference/v1/Message.ts";
import type { ResponseFormat__Output } from "../../../proto/gen/aios/inference/v1/ResponseFormat.ts";
import type { Tool__Output } from "../../../proto/gen/aios/inference/v1/Tool.ts";
import type { ToolCall__Output } from "../../../proto/gen/aios/inference/v1/ToolCall.ts";
import type { ToolChoice__Output } from "../../../proto/gen/aios/inference/v1/ToolChoice.ts";
import { AiosError } from "../../core/errors.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { without } from "../members.ts";
import { finite, structToJson } from "./struct.ts";

/**
 * `stream` says which method was called: `ChatStream` asks for a stream that ends with its usage.
 * @throws AiosError `invalid-request`
 */
export function chatRequestToDocument(message: ChatRequest__Output, stream = false): JsonObject {
  return present(withoutStream(structToJson(message.extra)), {
    model: message.model,
    messages: message.messages.map(toMessage),
    tools: listOrAbsent(message.tools.map(toTool)),
    tool_choice: message.toolChoice === null ? undefined : toToolChoice(message.toolChoice),
    parallel_tool_calls: message.parallelToolCalls,
    response_format: message.responseFormat === null ? undefined : toResponseFormat(message.responseFormat),
    temperature: number(message.temperature, "temperature"),
    top_p: number(message.topP, "top_p"),
    max_completion_tokens: message.maxCompletionTokens,
    max_tokens: message.maxTokens,
    stop: listOrAbsent(message.stop),
    seed: message.seed,
    n: message.n,
    presence_penalty: number(message.presencePenalty, "presence_penalty"),
    frequency_penalty: number(message.frequencyPenalty, "frequency_penalty"),
    logit_bias: mapOrAbsent(message.logitBias),
    logprobs: message.logprobs,
    top_logprobs: message.topLogprobs,
    user: message.user,
    metadata: mapOrAbsent(message.metadata),
    reasoning_effort: message.reasoningEffort,
    service_tier: message.serviceTier,
    stream: stream ? true : undefined,
    stream_options: stream ? { include_usage: true } : undefined,
  });
}

function toMessage(message: Message__Output, index: number): JsonObject {
  return present(structToJson(message.extra), {
    role: message.role,
    content: toContent(message, `messages[${index}].content`),
    name: message.name,
    tool_calls: listOrAbsent(message.toolCalls.map(toToolCall)),
    tool_call_id: message.toolCallId,
    refusal: message.refusal,
    reasoning_content: message.reasoningContent,
  });
}

function toContent(message: Message__Output, param: string): Json {
  if (message.content === "text") return message.text ?? "";
  if (message.content === "parts") {
    return (message.parts?.parts ?? []).map((part, index) => toPart(part, `${param}[${index}]`));
  }
  return null;
}

function toPart(part: ContentPart__Output, param: string): JsonObject {
  const extra = structToJson(part.extra);
  switch (part.part) {
    case "text":
      return { ...extra, type: "text", text: part.text ?? "" };
    case "refusal":
      return { ...extra, type: "refusal", refusal: part.refusal ?? "" };
    case "imageUrl":
      return { ...extra, type: "image_url", image_url: part.imageUrl ? toImage(part.imageUrl, param) : {} };
    case "inputAudio": {
      const audio = part.inputAudio;
      const data = audio?.data.toString("base64") ?? "";
      return {
        ...extra,
        type: "input_audio",
        input_audio: { ...structToJson(audio?.extra), data, format: audio?.format ?? "" },
      };
    }
    case "file":
      return { ...extra, type: "file", file: part.file ? toFile(part.file) : {} };
    case "other":
      return { ...extra, ...structToJson(part.other) };
    default:
      throw unset(param, "text, image_url, input_audio, file, refusal or other");
  }
}

function toImage(image: ImageUrl__Output, param: string): JsonObject {
  const url = image.source === "data" && image.data ? dataUrl(image.data) : image.url;
  if (url === undefined) throw unset(`${param}.image_url`, "url or data");
  return present(structToJson(image.extra), { url, detail: image.detail });
}

function toFile(file: File__Output): JsonObject {
  return present(structToJson(file.extra), {
    file_id: file.fileId,
    file_data: file.source === "data" && file.data ? dataUrl(file.data) : file.fileData,
    filename: file.filename,
  });
}

function dataUrl(inline: InlineData__Output): string {
  return `data:${inline.mediaType};base64,${inline.data.toString("base64")}`;
}

function toToolCall(call: ToolCall__Output): JsonObject {
  return present(structToJson(call.extra), {
    id: call.id,
    type: call.type === "" ? "function" : call.type,
    function:
      call.function === null ? undefined : { name: call.function.name, arguments: call.function.arguments },
  });
}

function toTool(tool: Tool__Output): JsonObject {
  const definition = tool.function;
  return present(structToJson(tool.extra), {
    type: tool.type === "" ? "function" : tool.type,
    function:
      definition === null
        ? undefined
        : present(structToJson(definition.extra), {
            name: definition.name,
            description: definition.description,
            parameters: definition.parameters === null ? undefined : structToJson(definition.parameters),
            strict: definition.strict,
          }),
  });
}

function toToolChoice(choice: ToolChoice__Output): Json {
  switch (choice.choice) {
    case "mode":
      return choice.mode ?? "";
    case "function":
      return { type: "function", function: { name: choice.function ?? "" } };
    case "other":
      return structToJson(choice.other);
    default:
      throw unset("tool_choice", "mode, function or other");
  }
}

function toResponseFormat(format: ResponseFormat__Output): JsonObject {
  const schema = format.jsonSchema;
  return present(structToJson(format.extra), {
    type: format.type,
    json_schema:
      schema === null
        ? undefined
        : present(structToJson(schema.extra), {
            name: schema.name,
            description: schema.description,
            schema: schema.schema === null ? undefined : structToJson(schema.schema),
            strict: schema.strict,
          }),
  });
}

function withoutStream(extra: JsonObject): JsonObject {
  return "stream" in extra || "stream_options" in extra ? without(extra, "stream", "stream_options") : extra;
}

/** The members that are defined, beside those of `extra`: where both name one, the field wins. */
function present(extra: JsonObject, members: Readonly<Record<string, Json | undefined>>): JsonObject {
  const document: Record<string, Json | undefined> = { ...extra };
  for (const key in members) {
    const value = members[key];
    if (value !== undefined) document[key] = value;
  }
  return document;
}

function listOrAbsent(list: readonly Json[]): readonly Json[] | undefined {
  return list.length === 0 ? undefined : list;
}

function mapOrAbsent(map: Readonly<Record<string, string | number>>): JsonObject | undefined {
  return Object.keys(map).length === 0 ? undefined : map;
}

function number(value: number | undefined, param: string): number | undefined {
  return value === undefined ? undefined : finite(value, param);
}

function unset(param: string, choices: string): AiosError {
  return new AiosError("invalid-request", `\`${param}\` is empty; set one of ${choices}.`, { param });
}
