/** Everything, whatever its tags. */
export const EVERYTHING = "*";

/** What had been purged by the time a call began; answers that it gives are as old as that. */
export interface PurgeStamp {
  /** Counts the purges of this process. */
  readonly ordinal: number;
  /** The newest purge of the control plane that was known here; 0 when none was. */
  readonly sequence: number;
  /** Wall clock, ms. */
  readonly at: number;
}

/** One purge, as the control plane numbers it; without a sequence it was asked for at this process alone. */
export interface Purge {
  readonly tag: string;
  readonly sequence: number | undefined;
}

interface Known {
  readonly ordinal: number;
  readonly sequence: number;
  /** Wall clock, ms; of a purge that no control plane has numbered. */
  readonly at: number | undefined;
}

/**
 * Which tags were purged, and when. Inside the process order is counted, not timed. Between processes it is the control
 * plane's numbers: an answer is older than a purge when whoever made it did not know of that yet, whatever their clocks say.
 * Of tags purged long ago, when there are too many, only the newest number is kept, and everything older counts as purged.
 */
export class Purges {
  readonly #maxTags: number;
  readonly #now: () => number;
  readonly #byTag = new Map<string, Known>();
  /** What was forgotten of single tags, for all. */
  #floor: Known = { ordinal: 0, sequence: 0, at: undefined };
  #ordinal = 0;
  #sequence = 0;
  #isUpToDate = true;

  constructor(now: () => number, maxTags = 10_000) {
    this.#now = now;
    this.#maxTags = maxTags;
  }

  stamp(): PurgeStamp {
    return { ordinal: this.#ordinal, sequence: this.#sequence, at: this.#now() };
  }

  /** The newest that the control plane has told. */
  get sequence(): number {
    return this.#sequence;
  }

  /** False as long as a control plane has still to tell what was purged before this process began. */
  get isUpToDate(): boolean {
    return this.#isUpToDate;
  }

  /** A control plane is about to tell what it has purged. */
  awaitLog(): void {
    this.#isUpToDate = false;
  }

  /** Everything is known that the control plane had purged up to this number. */
  reach(sequence: number): void {
    this.#sequence = Math.max(this.#sequence, sequence);
    this.#isUpToDate = true;
  }

  /** False when it was known already. */
  add({ tag, sequence }: Purge): boolean {
    const known = this.#byTag.get(tag);
    if (sequence !== undefined && sequence <= (known?.sequence ?? 0)) return false;
    this.#ordinal++;
    this.#sequence = Math.max(this.#sequence, sequence ?? 0);
    this.#byTag.delete(tag);
    this.#byTag.set(tag, {
      ordinal: this.#ordinal,
      sequence: Math.max(sequence ?? 0, known?.sequence ?? 0),
      at: sequence === undefined ? this.#now() : known?.at,
    });
    this.#bound();
    return true;
  }

  /** Whether an answer of this process, with these tags, was purged since its call began. */
  hasPurged(tags: readonly string[], since: PurgeStamp): boolean {
    if (since.ordinal === this.#ordinal) return false;
    return this.#some(tags, (known) => known.ordinal > since.ordinal);
  }

  /** The same for an answer of any process. */
  hasPurgedElsewhere(tags: readonly string[], since: Omit<PurgeStamp, "ordinal">): boolean {
    return this.#some(
      tags,
      ({ sequence, at }) => sequence > since.sequence || (at !== undefined && at >= since.at),
    );
  }

  #some(tags: readonly string[], isAfter: (known: Known) => boolean): boolean {
    if (isAfter(this.#floor)) return true;
    const all = this.#byTag.get(EVERYTHING);
    if (all !== undefined && isAfter(all)) return true;
    return tags.some((tag) => {
      const known = this.#byTag.get(tag);
      return known !== undefined && isAfter(known);
    });
  }

  #bound(): void {
    for (const [tag, known] of this.#byTag) {
      if (this.#byTag.size <= this.#maxTags) return;
      this.#byTag.delete(tag);
      this.#floor = {
        ordinal: Math.max(this.#floor.ordinal, known.ordinal),
        sequence: Math.max(this.#floor.sequence, known.sequence),
        at: latest(this.#floor.at, known.at),
      };
    }
  }
}

function latest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}
