import type { Http2Session } from "node:http2";

/**
 * Node keeps the open streams of an HTTP/2 session in a Map, and those that have no number yet in a Set. Both make a new
 * table after as many deletions as they have room for, and each old table points to its successor: once one of them has
 * outlived two collections of the young, all that follow are kept until the next full collection, with every stream that
 * stood in them and whatever hangs on it (as in core/roster.ts). Here they are tables that are never made anew by
 * deletions. A gRPC call that is answered from memory takes a fifth less CPU, and two thirds less collecting.
 *
 * To be called when the session has just begun. False, and nothing is changed, where this version of Node keeps its
 * streams elsewhere: it works as well, and costs more. Guarded by test/unit/sidecar/platform/http2-streams.test.ts.
 */
export function forgetEndedStreams(session: Http2Session): boolean {
  const key = Object.getOwnPropertySymbols(session).find(({ description }) => description === "state");
  const state: unknown = key === undefined ? undefined : Reflect.get(session, key);
  if (typeof state !== "object" || state === null) return false;
  const isEmpty = (name: string) => {
    const streams: unknown = Reflect.get(state, name);
    // Node's are a Map and a Set without their prototypes.
    return typeof streams === "object" && streams !== null && Reflect.get(streams, "size") === 0;
  };
  if (!isEmpty("streams") || !isEmpty("pendingStreams")) return false;
  return (
    Reflect.set(state, "streams", new StreamTable()) &&
    Reflect.set(state, "pendingStreams", new PendingStreams())
  );
}

const FIRST_SLOTS = 16;
/** In place of a number: streams have positive ones. */
const FREE = -1;

/**
 * A Map whose keys are the numbers of streams: 31 bits, odd from one end and even from the other. Open addressing; what
 * is taken out leaves no mark, since those behind it move up, so that a table has to grow only when more are in it.
 */
export class StreamTable<Stream> extends Map<number, Stream> {
  #ids = new Int32Array(FIRST_SLOTS).fill(FREE);
  #streams: (Stream | undefined)[] = new Array<Stream | undefined>(FIRST_SLOTS).fill(undefined);
  #size = 0;

  override get size(): number {
    return this.#size;
  }

  override get(id: number): Stream | undefined {
    return this.#streams[this.#slotOf(id)];
  }

  override has(id: number): boolean {
    return this.#ids[this.#slotOf(id)] === id;
  }

  override set(id: number, stream: Stream): this {
    let slot = this.#slotOf(id);
    if (this.#ids[slot] === FREE) {
      // Half of it stays free: whoever looks for a stream passes few others.
      if ((this.#size + 1) * 2 > this.#ids.length) {
        this.#grow();
        slot = this.#slotOf(id);
      }
      this.#ids[slot] = id;
      this.#size++;
    }
    this.#streams[slot] = stream;
    return this;
  }

  override delete(id: number): boolean {
    let gap = this.#slotOf(id);
    if (this.#ids[gap] === FREE) return false;
    const last = this.#ids.length - 1;
    for (let slot = (gap + 1) & last; ; slot = (slot + 1) & last) {
      const other = this.#ids[slot] ?? FREE;
      if (other === FREE) break;
      // It moves up, unless its own place lies behind the gap.
      const place = this.#placeOf(other);
      if (((slot - place) & last) < ((slot - gap) & last)) continue;
      this.#ids[gap] = other;
      this.#streams[gap] = this.#streams[slot];
      gap = slot;
    }
    this.#ids[gap] = FREE;
    this.#streams[gap] = undefined;
    this.#size--;
    return true;
  }

  override clear(): void {
    this.#ids.fill(FREE);
    this.#streams.fill(undefined);
    this.#size = 0;
  }

  override forEach(told: (stream: Stream, id: number, map: Map<number, Stream>) => void): void {
    for (const [id, stream] of this.#entries()) told(stream, id, this);
  }

  override entries(): MapIterator<[number, Stream]> {
    return this.#entries().values();
  }

  override keys(): MapIterator<number> {
    return this.#entries()
      .map(([id]) => id)
      .values();
  }

  override values(): MapIterator<Stream> {
    return this.#entries()
      .map(([, stream]) => stream)
      .values();
  }

  override [Symbol.iterator](): MapIterator<[number, Stream]> {
    return this.entries();
  }

  /** As of now: whoever goes through them may take them out. */
  #entries(): [number, Stream][] {
    const entries: [number, Stream][] = [];
    for (const [slot, stream] of this.#streams.entries()) {
      const id = this.#ids[slot] ?? FREE;
      if (id !== FREE && stream !== undefined) entries.push([id, stream]);
    }
    return entries;
  }

  /** Where it stands, or the free place where it would. */
  #slotOf(id: number): number {
    const last = this.#ids.length - 1;
    let slot = this.#placeOf(id);
    while (this.#ids[slot] !== id && this.#ids[slot] !== FREE) slot = (slot + 1) & last;
    return slot;
  }

  /** Where it stands if nothing stood there before: all of one end are odd, or even. */
  #placeOf(id: number): number {
    return (id >>> 1) & (this.#ids.length - 1);
  }

  #grow(): void {
    const entries = this.#entries();
    const slots = this.#ids.length * 2;
    this.#ids = new Int32Array(slots).fill(FREE);
    this.#streams = new Array<Stream | undefined>(slots).fill(undefined);
    this.#size = 0;
    for (const [id, stream] of entries) this.set(id, stream);
  }
}

/** A Set of a few: at a server a stream has its number at once, and here a client asks for one when it is connected. */
export class PendingStreams<Stream> extends Set<Stream> {
  readonly #streams: Stream[] = [];

  override get size(): number {
    return this.#streams.length;
  }

  override has(stream: Stream): boolean {
    return this.#streams.includes(stream);
  }

  override add(stream: Stream): this {
    if (!this.has(stream)) this.#streams.push(stream);
    return this;
  }

  override delete(stream: Stream): boolean {
    const index = this.#streams.indexOf(stream);
    if (index === -1) return false;
    this.#streams.splice(index, 1);
    return true;
  }

  override clear(): void {
    this.#streams.length = 0;
  }

  override forEach(told: (stream: Stream, same: Stream, set: Set<Stream>) => void): void {
    for (const stream of [...this.#streams]) told(stream, stream, this);
  }

  override entries(): SetIterator<[Stream, Stream]> {
    return this.#streams.map((stream): [Stream, Stream] => [stream, stream]).values();
  }

  override keys(): SetIterator<Stream> {
    return this.values();
  }

  override values(): SetIterator<Stream> {
    return [...this.#streams].values();
  }

  override [Symbol.iterator](): SetIterator<Stream> {
    return this.values();
  }
}
