import { isJsonArray, isJsonObject, type Json } from "../../core/json.ts";
import type { TextKind } from "../../core/payload.ts";
import type { TellingRewriter } from "./rewriter-chain.ts";

/** One event of a stream that nobody has described, as it will go on. */
export interface PassedEvent {
  readonly bytes: number;
  readonly value: Json;
  readonly texts: readonly DeltaText[];
}

/** A text that goes on from event to event. */
export interface DeltaText {
  readonly channel: string;
  readonly kind: TextKind;
  /** Indices among the members or items, from the outermost value on: keys may be renamed, and stay in order. */
  readonly path: readonly number[];
  /** As it goes on; rewritten in place while its event waits. */
  text: string;
}

/** What members that go on are called by the providers whose streams pass: Gemini, Ollama, Cohere, TGI, and ours. */
const DELTAS: ReadonlyMap<string, TextKind> = new Map<string, TextKind>([
  ...["text", "content", "response", "thinking", "reasoning", "reasoning_content", "refusal"].map(
    (name): [string, TextKind] => [name, "text"],
  ),
  ...["delta", "completion", "generated_text", "outputText", "generation", "transcript"].map(
    (name): [string, TextKind] => [name, "text"],
  ),
  ["arguments", "json"],
  ["partial_json", "json"],
]);
const MAX_CHANNELS = 256;
const DEEPEST = 256;
/** Events that wait for what continues one of their texts, and their bytes. */
const MAX_WAITING = 32;
const MAX_WAITING_BYTES = 1024 * 1024;

interface Waiting {
  readonly text: DeltaText;
  /** What is kept back of it, as it would come out by itself. */
  end: string;
}

interface Channel {
  readonly rewriter: TellingRewriter;
  /** Texts whose ends are kept back, the oldest first. */
  waiting: Waiting[];
}

/** The texts of an event that go on, and the event without them. */
export function takeDeltas(value: Json): Omit<PassedEvent, "bytes"> {
  const texts: DeltaText[] = [];
  const without = (inner: Json, path: readonly number[], place: string): Json => {
    // What is nested so deep is refused by whoever rewrites the rest.
    if (path.length > DEEPEST) return inner;
    if (isJsonArray(inner))
      return inner.map((item, index) => without(item, [...path, index], `${place}/${index}`));
    if (!isJsonObject(inner)) return inner;
    const here = `${place}#${numbersOf(inner)}`;
    return Object.fromEntries(
      Object.entries(inner).map(([key, member], index): [string, Json] => {
        const kind = DELTAS.get(key);
        const to = [...path, index];
        if (kind === undefined || typeof member !== "string")
          return [key, without(member ?? null, to, `${here}/${key}`)];
        if (member !== "") texts.push({ channel: `${here}/${key}`, kind, path: to, text: member });
        return [key, ""];
      }),
    );
  };
  return { value: without(value, [], ""), texts };
}

/** Events tell by numbers, and by what they are, which of several texts they continue. */
function numbersOf(object: { readonly [key: string]: Json | undefined }): string {
  return Object.entries(object)
    .filter(([key, value]) => (typeof value === "number" ? /(?:^|_)index$/.test(key) : key === "type"))
    .map(([key, value]) => `${key}=${value}`)
    .join("&");
}

/** With its texts put back. */
export function withDeltas({ value, texts }: Omit<PassedEvent, "bytes">): Json {
  return texts.reduce((whole, { path, text }) => placed(whole, path, text), value);
}

function placed(value: Json, [index, ...rest]: readonly number[], text: string): Json {
  if (index === undefined) return text;
  if (isJsonArray(value)) return value.map((item, at) => (at === index ? placed(item, rest, text) : item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member], at) => [
      key,
      at === index ? placed(member ?? null, rest, text) : member,
    ]),
  );
}

/**
 * Rewrites texts that go on from event to event, each as one. An event waits while one of its texts may end in the
 * beginning of a value. What is said in an event stays there; a value that is spread over several comes out in the last.
 */
export class JoinedEvents<Event extends PassedEvent> {
  readonly #create: (kind: TextKind) => TellingRewriter;
  readonly #preview: (kind: TextKind, text: string) => string;
  readonly #channels = new Map<string, Channel>();
  readonly #events: Event[] = [];
  #bytes = 0;

  /** @param preview what a text would become by itself; nothing is counted, and nothing refused */
  constructor(
    create: (kind: TextKind) => TellingRewriter,
    preview: (kind: TextKind, text: string) => string,
  ) {
    this.#create = create;
    this.#preview = preview;
  }

  /** @returns the events that can go on now, in order */
  push(event: Event): readonly Event[] {
    this.#events.push(event);
    this.#bytes += event.bytes;
    for (const text of event.texts) this.#rewrite(text);
    if (this.#bytes > MAX_WAITING_BYTES) return this.end();
    if (this.#events.length > MAX_WAITING) this.#settleFirst();
    return this.#ready();
  }

  end(): readonly Event[] {
    for (const name of this.#channels.keys()) this.#settle(name);
    return this.#ready();
  }

  #rewrite(text: DeltaText): void {
    const channel = this.#channelOf(text);
    const said = text.text;
    text.text = "";
    const out = channel.rewriter.push(said);
    text.text = giveOut(channel, out);
    if (!channel.rewriter.isHolding) {
      channel.waiting = [];
      return;
    }
    const kept = channel.waiting.length > 0 ? said : channel.rewriter.held;
    channel.waiting.push({ text, end: this.#preview(text.kind, kept) });
  }

  #channelOf({ channel, kind }: DeltaText): Channel {
    const known = this.#channels.get(channel);
    if (known !== undefined) return known;
    const [oldest] = this.#channels.keys();
    if (this.#channels.size >= MAX_CHANNELS && oldest !== undefined) this.#settle(oldest);
    const made: Channel = { rewriter: this.#create(kind), waiting: [] };
    this.#channels.set(channel, made);
    return made;
  }

  /** Nothing more comes, or it is not waited for. */
  #settle(name: string): void {
    const channel = this.#channels.get(name);
    const last = channel?.waiting.at(-1);
    this.#channels.delete(name);
    if (channel === undefined || last === undefined) return;
    const rest = giveOut(channel, channel.rewriter.end());
    last.text.text += rest;
  }

  #settleFirst(): void {
    const texts = this.#events[0]?.texts ?? [];
    for (const [name, { waiting }] of this.#channels)
      if (waiting.some(({ text }) => texts.includes(text))) this.#settle(name);
  }

  #isWaiting({ texts }: Event): boolean {
    return texts.some((text) =>
      this.#channels.get(text.channel)?.waiting.some((waiting) => waiting.text === text),
    );
  }

  #ready(): readonly Event[] {
    const waits = this.#events.findIndex((event) => this.#isWaiting(event));
    const ready = this.#events.splice(0, waits === -1 ? this.#events.length : waits);
    for (const { bytes } of ready) this.#bytes -= bytes;
    return ready;
  }
}

/** Hands what has come out to the texts that it is from. @returns what is of none of them, or of several */
function giveOut(channel: Channel, out: string): string {
  const { waiting } = channel;
  let rest = out;
  while (rest !== "") {
    const [first] = waiting;
    if (first === undefined) return rest;
    const given = rest.startsWith(first.end) ? first.end : first.end.startsWith(rest) ? rest : undefined;
    if (given === undefined) {
      // A value has come whole: what its beginnings would have been by themselves is in it.
      channel.waiting = [];
      return rest;
    }
    first.text.text += given;
    first.end = first.end.slice(given.length);
    rest = rest.slice(given.length);
    if (first.end === "") waiting.shift();
  }
  return "";
}
