/** Everything, whatever its tags. */
export const EVERYTHING = "*";

export interface LoggedTag {
  readonly tag: string;
  /** Of its newest purge. */
  readonly sequence: number;
}

/** What a sidecar has to carry out to know of every purge up to `sequence`. */
export interface PurgesSince {
  readonly sequence: number;
  /** By number, the oldest first. */
  readonly tags: readonly LoggedTag[];
}

/** All of a log, as it is kept on disk. */
export interface SavedPurges {
  readonly sequence: number;
  readonly floor: number;
  readonly tags: readonly (readonly [tag: string, sequence: number])[];
}

/** What sidecars ask for is nearly always the same: what came last, or all of it. */
const REMEMBERED_ANSWERS = 64;
/** A sidecar that says more is mistaken: numbers are about milliseconds since 1970. */
const LARGEST_NUMBER = 2 ** 52;

/**
 * Which tags were purged and when, by numbers that grow and are given once. Of each tag only its newest purge counts. When
 * there are too many tags, the oldest are told as a purge of everything at their number; and so is a real one.
 */
export class PurgeLog {
  readonly #maxTags: number;
  /** The newest last. */
  readonly #byTag: Map<string, number>;
  /** Everything is purged that is older than this. */
  #floor: number;
  #sequence: number;
  readonly #answers = new Map<number, PurgesSince>();

  constructor(saved: SavedPurges = { sequence: 0, floor: 0, tags: [] }, maxTags = 10_000) {
    this.#maxTags = maxTags;
    this.#sequence = saved.sequence;
    this.#floor = saved.floor;
    this.#byTag = new Map(saved.tags);
    this.#bound();
  }

  /** Of the newest purge that is known; 0 when there was none. */
  get sequence(): number {
    return this.#sequence;
  }

  /** The number of the purge. `now`: wall clock, ms. */
  add(tags: readonly string[], now: number): number {
    this.#answers.clear();
    this.#sequence = Math.max(now, this.#sequence + 1);
    if (tags.includes(EVERYTHING)) {
      this.#floor = this.#sequence;
      this.#byTag.clear();
      return this.#sequence;
    }
    for (const tag of tags) {
      this.#byTag.delete(tag);
      this.#byTag.set(tag, this.#sequence);
    }
    this.#bound();
    return this.#sequence;
  }

  /**
   * A sidecar knows a purge with this number, which an earlier process or another one gave: the next gets a larger one, or
   * that sidecar would take it for known.
   */
  reach(sequence: number): void {
    if (sequence <= this.#sequence || !(sequence <= LARGEST_NUMBER)) return;
    this.#answers.clear();
    this.#sequence = sequence;
  }

  /** What is newer than what a sidecar knows. */
  since(sequence: number): PurgesSince {
    const remembered = this.#answers.get(sequence);
    if (remembered !== undefined) return remembered;
    const tags: LoggedTag[] = this.#floor > sequence ? [{ tag: EVERYTHING, sequence: this.#floor }] : [];
    for (const [tag, purged] of this.#byTag) {
      if (purged > sequence) tags.push({ tag, sequence: purged });
    }
    const answer = { sequence: this.#sequence, tags };
    if (this.#answers.size >= REMEMBERED_ANSWERS) this.#answers.clear();
    this.#answers.set(sequence, answer);
    return answer;
  }

  saved(): SavedPurges {
    return { sequence: this.#sequence, floor: this.#floor, tags: [...this.#byTag] };
  }

  #bound(): void {
    for (const [tag, sequence] of this.#byTag) {
      if (this.#byTag.size <= this.#maxTags) return;
      this.#byTag.delete(tag);
      this.#floor = Math.max(this.#floor, sequence);
    }
  }
}
