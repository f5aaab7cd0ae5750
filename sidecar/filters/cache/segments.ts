import type { PackedFrames } from "../../core/frame-log.ts";

/** Of the bound, for one segment; within the two sizes. */
const SEGMENTS = 64;
const SMALLEST_BYTES = 16 * 1024;
// A reader that is stuck keeps the segment that it reads from, although all else in it is gone.
const LARGEST_BYTES = 64 * 1024;
/** What is larger than this part of a segment has memory of its own. */
const LARGEST_PART = 8;
/** Segments may take this much more than what is kept in them, and two segments besides. */
const SLACK = 1.25;

/** One piece of memory; written from its beginning, and never written over: whoever reads from it may be slow. */
class Segment {
  readonly memory: Buffer;
  readonly entries: SegmentFrames[] = [];
  used = 0;
  /** Bytes of entries that are still kept. */
  live = 0;

  constructor(bytes: number) {
    this.memory = Buffer.allocUnsafeSlow(bytes);
  }
}

/** Frames in memory that is theirs as long as anybody reads them. */
export interface KeptBytes extends PackedFrames {
  readonly bytes: Buffer;
}

/** Frames of one answer in a segment. It may be moved into another one; what was read before stays as it is. */
class SegmentFrames implements KeptBytes {
  /** Undefined once it is kept no longer: whoever still has it reads the same bytes, and nothing moves them any more. */
  home: Segment | undefined;
  #memory: Buffer;
  #start: number;
  readonly #length: number;
  /** Undefined for a single frame, as every document is. */
  readonly #ends: readonly number[] | undefined;

  constructor(home: Segment, start: number, length: number, ends: readonly number[]) {
    this.home = home;
    this.#memory = home.memory;
    this.#start = start;
    this.#length = length;
    this.#ends = ends.length === 1 ? undefined : ends;
  }

  get length(): number {
    return this.#length;
  }

  get bytes(): Buffer {
    return this.#memory.subarray(this.#start, this.#start + this.#length);
  }

  get ends(): readonly number[] {
    return this.#ends ?? [this.#length];
  }

  move(home: Segment, start: number): void {
    this.home = home;
    this.#memory = home.memory;
    this.#start = start;
  }
}

/**
 * The bytes of many answers side by side in a few large pieces of memory. With memory of its own for each, what one of 1 KiB
 * took came to 4: the next read of a socket needs 64 KiB in one piece, so it found no room between two of them, and the
 * process grew. A call whose answer is kept cost a third more CPU for it (`npm run bench -- --shape http-miss`).
 */
export class Segments {
  readonly #segmentBytes: number;
  readonly #segments = new Set<Segment>();
  #current: Segment | undefined;
  #live = 0;

  /** @param maxBytes of everything that will be kept at once; whoever keeps it holds to that */
  constructor(maxBytes: number) {
    this.#segmentBytes = Math.min(LARGEST_BYTES, Math.max(SMALLEST_BYTES, Math.ceil(maxBytes / SEGMENTS)));
  }

  /** Bytes of memory that it takes now, without what has memory of its own. */
  get takenBytes(): number {
    return this.#segments.size * this.#segmentBytes;
  }

  /** A copy. */
  keep({ bytes, ends }: PackedFrames): KeptBytes {
    // A buffer of just its size: what comes here may be a few bytes of a socket's.
    if (bytes.byteLength === 0 || bytes.byteLength > this.#segmentBytes / LARGEST_PART)
      return { bytes: Buffer.from(new Uint8Array(bytes).buffer), ends };
    const { segment, start } = this.#write(bytes);
    const frames = new SegmentFrames(segment, start, bytes.byteLength, ends);
    segment.entries.push(frames);
    this.#compact();
    return frames;
  }

  /** It is kept no longer. Once; what it is views of stays for those who still read it. */
  free(frames: PackedFrames): void {
    if (!(frames instanceof SegmentFrames) || frames.home === undefined) return;
    const { home } = frames;
    frames.home = undefined;
    home.live -= frames.length;
    this.#live -= frames.length;
    if (home.live === 0 && home !== this.#current) this.#segments.delete(home);
  }

  #write(bytes: Uint8Array): { readonly segment: Segment; readonly start: number } {
    let segment = this.#current;
    if (segment === undefined || segment.used + bytes.byteLength > this.#segmentBytes) {
      if (segment?.live === 0) this.#segments.delete(segment);
      segment = new Segment(this.#segmentBytes);
      this.#segments.add(segment);
      this.#current = segment;
    }
    const start = segment.used;
    segment.memory.set(bytes, start);
    segment.used += bytes.byteLength;
    segment.live += bytes.byteLength;
    this.#live += bytes.byteLength;
    return { segment, start };
  }

  /** At most one segment at a time, which frees more than one entry takes: the time that this takes is bounded as well. */
  #compact(): void {
    if (this.takenBytes <= SLACK * this.#live + 2 * this.#segmentBytes) return;
    let emptiest: Segment | undefined;
    for (const segment of this.#segments)
      if (segment !== this.#current && segment.live < (emptiest?.live ?? Number.POSITIVE_INFINITY))
        emptiest = segment;
    if (emptiest === undefined) return;
    this.#segments.delete(emptiest);
    for (const frames of emptiest.entries) {
      if (frames.home !== emptiest) continue;
      this.#live -= frames.length;
      const { segment, start } = this.#write(frames.bytes);
      frames.move(segment, start);
      segment.entries.push(frames);
    }
  }
}
