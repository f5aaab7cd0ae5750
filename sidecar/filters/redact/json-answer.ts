import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";

/**
 * Whether a request asks for JSON as the answer's text: OpenAI's `response_format` (json_object, json_schema) and, in
 * responses, `text.format`; Anthropic's `output_config.format` and, before that, `output_format`.
 */
export function asksForJson({ response_format, text, output_config, output_format }: JsonObject): boolean {
  return [response_format, formatIn(text), formatIn(output_config), output_format].some(isJsonFormat);
}

function formatIn(config: Json | undefined): Json | undefined {
  return isJsonObject(config) ? config.format : undefined;
}

function isJsonFormat(format: Json | undefined): boolean {
  return isJsonObject(format) && (format.type === "json_schema" || format.type === "json_object");
}
