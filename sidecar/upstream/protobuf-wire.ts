/**
 * Protobuf's wire format, for the messages that are written and read with every call.
 * https://protobuf.dev/programming-guides/encoding/
 */

/** What a field of numbers begins with. */
export const numberTag = (field: number): number => field * 8;
/** What a field of texts, bytes or messages begins with. */
export const lengthTag = (field: number): number => field * 8 + 2;

const KEY = lengthTag(1);
const VALUE = lengthTag(2);
/** What goes before a message of gRPC: whether it is compressed, and four bytes of length. */
const PREFIX_BYTES = 5;

/**
 * Writes a message from its last byte to its first one: what is inside stands already when its length is to be told, so
 * that nothing is measured first or moved afterwards. Fields are written in the reverse of their order.
 */
export class ReverseWriter {
  readonly #bytes: Buffer;
  #start: number;

  /** @param space bytes that it never takes more than: see `FIELD_SPACE` */
  constructor(space: number) {
    this.#bytes = Buffer.allocUnsafe(space);
    this.#start = space;
  }

  /** Where what has been written begins: for `close`. */
  get start(): number {
    return this.#start;
  }

  /** A whole number from 0 on. Nothing where it is 0, as proto3 has it. */
  number(tag: number, value: number): void {
    if (value === 0) return;
    this.#varint(value);
    this.#varint(tag);
  }

  flag(tag: number, value: boolean): void {
    if (value) this.number(tag, 1);
  }

  /** Nothing where it is empty. */
  text(tag: number, value: string): void {
    if (value !== "") this.presentText(tag, value);
  }

  /** Of a field that may be there and empty. */
  presentText(tag: number, value: string): void {
    const size = Buffer.byteLength(value);
    this.#start -= size;
    this.#bytes.write(value, this.#start, size);
    this.#varint(size);
    this.#varint(tag);
  }

  /** Nothing where there are none. */
  bytes(tag: number, value: Uint8Array): void {
    if (value.byteLength > 0) this.presentBytes(tag, value);
  }

  presentBytes(tag: number, value: Uint8Array): void {
    this.content(value);
    this.#varint(value.byteLength);
    this.#varint(tag);
  }

  /** As they are. */
  content(value: Uint8Array): void {
    this.#start -= value.byteLength;
    this.#bytes.set(value, this.#start);
  }

  /** A `map<string, string>`. */
  texts(tag: number, values: Readonly<Record<string, string>>): void {
    for (const name in values) {
      const end = this.#start;
      this.text(VALUE, values[name] ?? "");
      this.text(KEY, name);
      this.close(tag, end);
    }
  }

  /** What has been written since `start` was `end` is a message of its own. */
  close(tag: number, end: number): void {
    this.#varint(end - this.#start);
    this.#varint(tag);
  }

  /** What has been written since `start` was `end` is a message of gRPC. */
  closeFrame(end: number): void {
    const size = end - this.#start;
    this.#start -= PREFIX_BYTES;
    this.#bytes[this.#start] = 0;
    this.#bytes.writeUInt32BE(size, this.#start + 1);
  }

  written(): Buffer {
    return this.#bytes.subarray(this.#start);
  }

  #varint(value: number): void {
    if (value < 0x80) {
      this.#start--;
      this.#bytes[this.#start] = value;
      return;
    }
    let size = 1;
    for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size++;
    this.#start -= size;
    let at = this.#start;
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#bytes[at++] = (rest % 0x80) + 0x80;
    this.#bytes[at] = rest;
  }
}

/** A field takes at most this much beside its text or bytes. */
export const FIELD_SPACE = 16;

/** In UTF-8. */
export const textSpace = (value: string): number => 3 * value.length + FIELD_SPACE;

export function textsSpace(values: Readonly<Record<string, string>>): number {
  let space = 0;
  for (const name in values) space += textSpace(name) + textSpace(values[name] ?? "") + FIELD_SPACE;
  return space;
}

/** A larger number is no whole one to JavaScript, and one below 0 takes 10. */
const MOST_VARINT_BYTES = 8;

/**
 * Reads a message field by field. It knows what our own processes write: anything else `fails` it, and from then on it
 * gives values of no meaning, and no field more.
 */
export class PlainReader {
  readonly #bytes: Buffer;
  #at = 0;
  #end: number;
  #hasFailed = false;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#end = bytes.length;
  }

  /** Whether all of it has been read, and understood. */
  get isDone(): boolean {
    return this.#at === this.#end && !this.#hasFailed;
  }

  fail(): void {
    this.#hasFailed = true;
  }

  /** Of the next field; 0 when there is none. */
  tag(): number {
    return this.#at < this.#end && !this.#hasFailed ? this.number() : 0;
  }

  number(): number {
    let value = 0;
    let factor = 1;
    for (let size = 0; size < MOST_VARINT_BYTES && this.#at < this.#end; size++) {
      const byte = this.#bytes[this.#at++] ?? 0;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) break;
        return value;
      }
      factor *= 0x80;
    }
    this.fail();
    return 0;
  }

  int32(): number {
    const value = this.number();
    if (value > 0x7fff_ffff) this.fail();
    return value;
  }

  flag(): boolean {
    return this.number() !== 0;
  }

  text(): string {
    const to = this.#to();
    const text = this.#bytes.toString("utf8", this.#at, to);
    this.#at = to;
    return text;
  }

  /** A view. */
  bytes(): Buffer {
    const to = this.#to();
    const bytes = this.#bytes.subarray(this.#at, to);
    this.#at = to;
    return bytes;
  }

  /** A field that nobody here knows. */
  skip(tag: number): void {
    if (tag % 8 === 0) this.number();
    else if (tag % 8 === 2) this.bytes();
    else this.fail();
  }

  /** One entry of a `map<string, string>`. */
  entry(into: Record<string, string>): void {
    const end = this.open();
    let [name, value] = ["", ""];
    for (let tag = this.tag(); tag !== 0; tag = this.tag()) {
      if (tag === KEY) name = this.text();
      else if (tag === VALUE) value = this.text();
      else this.fail();
    }
    this.close(end);
    // Assigned, it would be no entry.
    if (name === "__proto__") this.fail();
    into[name] = value;
  }

  /** The fields that come are those of a message inside; to be closed with what this gives. */
  open(): number {
    const outer = this.#end;
    this.#end = this.#to();
    return outer;
  }

  close(outer: number): void {
    if (this.#at !== this.#end) this.fail();
    this.#end = outer;
  }

  #to(): number {
    const size = this.number();
    const to = this.#at + size;
    if (to <= this.#end) return to;
    this.fail();
    return this.#at;
  }
}
