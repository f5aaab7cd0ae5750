import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";

/** Of one hop or of the moment: no client reads them out of a reply. */
const OF_THE_HOP = new Set([
  "connection",
  "content-length",
  "date",
  "keep-alive",
  "transfer-encoding",
  // Whose account it is is the platform's business.
  "anthropic-organization-id",
]);

interface SdkPromise<Data> {
  withResponse(): Promise<{
    readonly data: Data;
    readonly response: Response;
    readonly request_id?: string | null | undefined;
  }>;
}

/** Everything that a caller can see of a call: what it gave, or the error that it threw. */
export async function outcomeOf<Data>(promise: () => SdkPromise<Data>): Promise<unknown> {
  try {
    const { data, response, request_id: requestId } = await promise().withResponse();
    const seen = { status: response.status, headers: headersOf(response.headers), requestId };
    return { ...seen, data: await readable(data) };
  } catch (error) {
    return errorOf(error);
  }
}

/** A stream as the events it gave, up to the error that it may have ended with. */
async function readable(data: unknown): Promise<unknown> {
  if (data instanceof Response) return { bytes: Buffer.from(await data.arrayBuffer()).toString("base64") };
  if (typeof data !== "object" || data === null || !(Symbol.asyncIterator in data)) return data;
  return eventsOf(data as AsyncIterable<unknown>);
}

export async function eventsOf(events: AsyncIterable<unknown>): Promise<unknown> {
  const given: unknown[] = [];
  try {
    for await (const event of events) given.push(structuredClone(event));
  } catch (error) {
    return { given, thrown: errorOf(error) };
  }
  return { given };
}

export function errorOf(error: unknown): unknown {
  if (error instanceof OpenAI.APIError || error instanceof Anthropic.APIError) {
    return {
      thrown: error.constructor.name,
      status: error.status,
      message: error.message,
      error: error.error,
      requestId: error.requestID,
      type: error.type,
      ...(error instanceof OpenAI.APIError ? { code: error.code, param: error.param } : {}),
      headers: error.headers === undefined ? undefined : headersOf(error.headers),
    };
  }
  if (error instanceof Error) return { thrown: error.name, message: error.message };
  return { thrown: error };
}

function headersOf(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...headers].filter(([name]) => !OF_THE_HOP.has(name) && !name.startsWith("x-aios-") && !OURS.has(name)),
  );
}

/** What a sidecar adds, and no provider here sends. */
const OURS = new Set(["server-timing", "cache-control", "x-accel-buffering"]);
