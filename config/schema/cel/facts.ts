/**
 * What expressions see of a call. Whole numbers are bigints to CEL, and what costs anything is worked out only when an
 * expression asks for it. Texts and maps are bounded, so that no call makes a rule slow: beyond the bounds an expression
 * fails on the call, and the rule's `failurePolicy` decides.
 */
const LONGEST_TEXT = 4_096;
const MOST_ENTRIES = 256;

/** An expression asked for something that is too large. */
class TooLarge extends Error {}

export interface RequestSource {
  readonly operation: string;
  readonly model: string;
  readonly dialect: string;
  readonly stream: boolean;
  readonly protocol: string;
  /** Those that the rule's policy may read. */
  readonly headers: Readonly<Record<string, string>>;
  readonly user: string | undefined;
  readonly session: string | undefined;
  /** Length of the body. */
  bytes(): number;
}

/** Bytes of an ordinary text that a tokenizer makes one token of. */
const BYTES_PER_TOKEN = 4;

export class RequestFacts {
  readonly #source: RequestSource;

  constructor(source: RequestSource) {
    this.#source = source;
  }
  get operation(): string {
    return this.#source.operation;
  }
  get model(): string {
    return bounded(this.#source.model);
  }
  get dialect(): string {
    return this.#source.dialect;
  }
  get stream(): boolean {
    return this.#source.stream;
  }
  get protocol(): string {
    return this.#source.protocol;
  }
  get bytes(): bigint {
    return BigInt(this.#source.bytes());
  }
  get tokens(): bigint {
    return BigInt(Math.ceil(this.#source.bytes() / BYTES_PER_TOKEN));
  }
  get headers(): Readonly<Record<string, string>> {
    return boundedMap(this.#source.headers);
  }
  get user(): string {
    return bounded(this.#source.user ?? "");
  }
  get session(): string {
    return bounded(this.#source.session ?? "");
  }
}

export interface WorkloadSource {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly labels: Readonly<Record<string, string>>;
}

export class WorkloadFacts {
  readonly #source: WorkloadSource;

  constructor(source: WorkloadSource) {
    this.#source = source;
  }
  get namespace(): string {
    return this.#source.namespace;
  }
  get serviceAccount(): string {
    return this.#source.serviceAccount;
  }
  get labels(): Readonly<Record<string, string>> {
    return boundedMap(this.#source.labels);
  }
}

export interface UpstreamSource {
  readonly name: string;
  readonly region: string | undefined;
  readonly owner: string | undefined;
  /** The one that would be asked for. */
  readonly model: string;
}

export class UpstreamFacts {
  readonly #source: UpstreamSource;

  constructor(source: UpstreamSource) {
    this.#source = source;
  }
  get name(): string {
    return this.#source.name;
  }
  get region(): string {
    return this.#source.region ?? "";
  }
  get owner(): string {
    return this.#source.owner ?? "";
  }
  get model(): string {
    return bounded(this.#source.model);
  }
}

/** A rule's own variables: each is worked out once a call at most, whether that succeeds or not. */
export class VariableFacts extends Map<string, unknown> {
  readonly #work: (name: string) => unknown;
  readonly #failed = new Map<string, unknown>();

  constructor(work: (name: string) => unknown) {
    super();
    this.#work = work;
  }

  override get(name: string): unknown {
    const known = super.get(name);
    if (known !== undefined) return known;
    if (this.#failed.has(name)) throw this.#failed.get(name);
    try {
      const value = boundedValue(this.#work(name));
      this.set(name, value);
      return value;
    } catch (error) {
      // Several that lean on each other would otherwise be tried again and again.
      this.#failed.set(name, error);
      throw error;
    }
  }
}

/** Everything that one call's expressions see, by the name of the variable. */
export interface RuleFacts {
  readonly request: RequestFacts;
  readonly workload: WorkloadFacts;
  /** Set where a place to go to is judged. */
  readonly upstream?: UpstreamFacts;
  readonly redactions: Readonly<Record<string, bigint>>;
  readonly now: Date;
  readonly hour: bigint;
}

function bounded(text: string): string {
  if (text.length > LONGEST_TEXT) throw new TooLarge("a text is too long");
  return text;
}

function boundedMap(map: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  let entries = 0;
  for (const name in map) {
    if (++entries > MOST_ENTRIES) throw new TooLarge("a map has too many entries");
    bounded(map[name] ?? "");
  }
  return map;
}

function boundedValue(value: unknown): unknown {
  if (typeof value === "string") return bounded(value);
  if (!Array.isArray(value)) return value;
  if (value.length > MOST_ENTRIES) throw new TooLarge("a list has too many items");
  for (const item of value) boundedValue(item);
  return value;
}
