/** Whether a `content-type` says JSON: `application/json`, or a type with the suffix `+json` (RFC 6839). */
export function isJson(contentType: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType);
}

/** Whether a `content-type` says server-sent events. */
export function isEventStream(contentType: string): boolean {
  return /^text\/event-stream\s*(?:;|$)/i.test(contentType);
}
