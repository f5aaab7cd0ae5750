import type { ConversationEvent, StartedPart } from "../core/conversation.ts";
import { AiosError } from "../core/errors.ts";
import { invalidReply } from "./translation-refusals.ts";

/** Characters that may wait for their turn. */
const MAX_WAITING = 4 * 1024 * 1024;
/** What an event costs beside its text. */
const EVENT_OVERHEAD = 64;

interface Lane {
  readonly index: number;
  readonly arguments: JsonExtent | undefined;
  waiting: ConversationEvent[];
  waitingSize: number;
}

/**
 * Puts the parts of a stream one after another, for dialects in which nothing tells that a part is over but the next
 * one's beginning. Pieces of several tool calls may come mixed: a later part waits until the arguments of the call
 * before it are whole, and streams from then on.
 */
export class PartSequence {
  readonly #lanes = new Map<number, Lane>();
  #parts = 0;
  #waiting = 0;
  #events: ConversationEvent[] = [];

  /** Begins a part behind all others; returns its index. */
  start(part: StartedPart): number {
    const index = this.#parts++;
    const args = part.type === "tool-call" ? new JsonExtent() : undefined;
    const lane: Lane = { index, arguments: args, waiting: [], waitingSize: 0 };
    this.#lanes.set(index, lane);
    this.#tell(lane, { type: "part-start", index, part }, 0);
    this.#advance();
    return index;
  }

  /** @throws AiosError `invalid-upstream-reply` for a part that is over. */
  delta(index: number, text: string): void {
    const lane = this.#laneOf(index);
    lane.arguments?.add(text);
    this.#tell(lane, { type: "part-delta", index, text }, text.length);
    this.#advance();
  }

  signature(index: number, signature: string): void {
    this.#tell(this.#laneOf(index), { type: "part-signature", index, signature }, signature.length);
  }

  /** Ends all parts. */
  end(): void {
    for (const lane of this.#lanes.values()) this.#end(lane);
  }

  /** What can be told by now; each event once. */
  take(): readonly ConversationEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #laneOf(index: number): Lane {
    const lane = this.#lanes.get(index);
    if (lane === undefined) throw invalidReply("it goes on with a part that was over");
    return lane;
  }

  get #first(): Lane | undefined {
    return this.#lanes.values().next().value;
  }

  #tell(lane: Lane, event: ConversationEvent, length: number): void {
    if (lane === this.#first) {
      this.#events.push(event);
      return;
    }
    const size = length + EVENT_OVERHEAD;
    this.#waiting += size;
    lane.waitingSize += size;
    if (this.#waiting > MAX_WAITING) {
      throw new AiosError("reply-too-large", "The upstream mixes more tool calls than can be put in order.");
    }
    lane.waiting.push(event);
  }

  #advance(): void {
    for (let first = this.#first; first !== undefined && this.#lanes.size > 1; first = this.#first) {
      if (first.arguments?.isWhole === false) return;
      this.#end(first);
      if (this.#first !== undefined) this.#flush(this.#first);
    }
  }

  #end(lane: Lane): void {
    this.#flush(lane);
    // No arguments at all are an empty object, which every reader of JSON can read.
    if (lane.arguments?.isEmpty) this.#events.push({ type: "part-delta", index: lane.index, text: "{}" });
    this.#events.push({ type: "part-end", index: lane.index });
    this.#lanes.delete(lane.index);
  }

  #flush(lane: Lane): void {
    for (const event of lane.waiting) this.#events.push(event);
    this.#waiting -= lane.waitingSize;
    lane.waiting = [];
    lane.waitingSize = 0;
  }
}

/** Follows JSON source piece by piece, to tell when the object that it is has come to its end. */
class JsonExtent {
  #depth = 0;
  #inString = false;
  #escaped = false;
  isEmpty = true;

  get isWhole(): boolean {
    return !this.isEmpty && this.#depth === 0 && !this.#inString;
  }

  add(text: string): void {
    for (const character of text) this.#addCharacter(character);
  }

  #addCharacter(character: string): void {
    if (character.trim() !== "") this.isEmpty = false;
    if (this.#escaped) this.#escaped = false;
    else if (this.#inString) {
      if (character === "\\") this.#escaped = true;
      else if (character === '"') this.#inString = false;
    } else if (character === '"') this.#inString = true;
    else if (character === "{" || character === "[") this.#depth++;
    else if (character === "}" || character === "]") this.#depth--;
  }
}
