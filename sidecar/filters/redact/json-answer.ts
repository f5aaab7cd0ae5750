import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";

/**
 * Whether a request asks for JSON as the answer's text: OpenAI's `response_format` (json_object, json_schema),
 * Anthropic's `output_config.format` and, before that, `output_format`.
 */
export function asksForJson({ response_format, output_config, output_format }: JsonObject): boolean {
  const format = isJsonObject(output_config) ? output_config.format : undefined;
  return [response_format, format, output_format].some(isJsonFormat);
}

function isJsonFormat(format: Json | undefined): boolean {
  return isJsonObject(format) && (format.type === "json_schema" || format.type === "json_object");
}
