import type { Frame } from "../../core/call.ts";
import { AiosError } from "../../core/errors.ts";
import { isJsonArray, isJsonObject, type Json, parseJson } from "../../core/json.ts";
import { splitEvents } from "../../dialects/sse/split.ts";
import { dataOf, withData } from "./event-data.ts";
import { JoinedEvents, type PassedEvent, takeDeltas, withDeltas } from "./joined-events.ts";
import type { ReplyTexts } from "./reply-texts.ts";

/** Bytes of the largest event that is looked into. */
const LARGEST_EVENT = 8 * 1024 * 1024;

/** How a stream is made of events. */
interface StreamForm {
  split(body: AsyncIterable<Frame>): AsyncIterable<Frame>;
  /** Undefined for what says nothing. */
  dataOf(frame: Frame): string | undefined;
  withData(frame: Frame, data: string): Frame;
}

export const EVENTS: StreamForm = {
  split: (body) => splitEvents(body, LARGEST_EVENT),
  dataOf,
  withData,
};

/** Lines of JSON. */
export const LINES: StreamForm = {
  split: splitLines,
  dataOf: (frame) =>
    Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString("utf8").replace(/\n$/, ""),
  withData: (frame, data) => Buffer.from(frame.at(-1) === LINE_END ? `${data}\n` : data),
};

const LINE_END = 0x0a;

export interface RewriteStreamOptions {
  readonly texts: ReplyTexts;
  readonly rewriteJson: (value: Json) => Promise<Json>;
  /** For what is no JSON: each is a text by itself. */
  readonly rewriteText: (text: string) => Promise<string>;
}

interface OpenEvent extends PassedEvent {
  readonly frame: Frame;
  /** What its texts were, and whether all else is as it was. */
  readonly said: readonly string[];
  readonly isChanged: boolean;
}

/** A stream that nobody has described, rewritten as it goes by; what did not change stays as it is, to the byte. */
export async function* rewriteStream(
  body: AsyncIterable<Frame>,
  form: StreamForm,
  { texts, rewriteJson, rewriteText }: RewriteStreamOptions,
): AsyncGenerator<Frame> {
  const joined = new JoinedEvents<OpenEvent>(
    (kind) => texts.plainRewriter(kind),
    (kind, text) => texts.preview(kind, text),
  );
  const open = async (frame: Frame): Promise<OpenEvent> => {
    const bytes = frame.byteLength;
    const data = form.dataOf(frame);
    const value = data === undefined ? undefined : jsonIn(data);
    if (value !== undefined) {
      const taken = takeDeltas(value);
      const said = taken.texts.map(({ text }) => text);
      const rest = await rewriteJson(taken.value);
      return { ...taken, value: rest, bytes, frame, said, isChanged: rest !== taken.value };
    }
    const next = data === undefined ? data : await rewriteText(data);
    const told = next === undefined || next === data ? frame : form.withData(frame, next);
    return { value: null, texts: [], bytes, frame: told, said: [], isChanged: false };
  };
  const written = (event: OpenEvent): Frame =>
    event.isChanged || event.texts.some(({ text }, index) => text !== event.said[index])
      ? form.withData(event.frame, JSON.stringify(withDeltas(event)))
      : event.frame;

  for await (const frame of form.split(body)) {
    for (const event of joined.push(await open(frame))) yield written(event);
  }
  for (const event of joined.end()) yield written(event);
}

/** An object or a list. */
function jsonIn(data: string): Json | undefined {
  try {
    const value = parseJson(data);
    return isJsonObject(value) || isJsonArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function* splitLines(body: AsyncIterable<Frame>): AsyncGenerator<Frame> {
  let held: Frame[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_END); end !== -1; end = chunk.indexOf(LINE_END, from)) {
      held.push(chunk.subarray(from, end + 1));
      yield Buffer.concat(held);
      held = [];
      bytes = 0;
      from = end + 1;
    }
    held.push(chunk.subarray(from));
    bytes += chunk.byteLength - from;
    if (bytes > LARGEST_EVENT)
      throw new AiosError(
        "reply-too-large",
        `The upstream sent a line of more than ${LARGEST_EVENT} bytes, and a policy in force has to look into it.`,
      );
  }
  if (bytes > 0) yield Buffer.concat(held);
}
