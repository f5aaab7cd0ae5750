import type { Clock } from "../platform/clock.ts";
import type { ConfigSource, Telemetry } from "../platform/telemetry.ts";

/** A configuration that was not put in force. */
export interface RejectedConfig {
  /** Absent where it could not be read as a whole, which alone has a version. */
  readonly version?: string;
  /** RFC 3339. */
  readonly at: string;
  /** Each with its place, on one line. */
  readonly faults: readonly string[];
}

/** Whether the newest configuration that a source has is the one in force. */
export class NewestConfig {
  readonly #source: ConfigSource;
  readonly #clock: Clock;
  readonly #telemetry: Telemetry;
  #rejected: RejectedConfig | undefined;

  constructor(source: ConfigSource, clock: Clock, telemetry: Telemetry) {
    this.#source = source;
    this.#clock = clock;
    this.#telemetry = telemetry;
  }

  /** The newest one, while it is not the one in force. */
  get rejected(): RejectedConfig | undefined {
    return this.#rejected;
  }

  reject(faults: readonly string[], version?: string): void {
    const at = new Date(this.#clock.now()).toISOString();
    this.#rejected = { ...(version === undefined ? {} : { version }), at, faults };
    this.#telemetry.configRejected(version, faults, this.#source);
  }

  /** It was put in force; whoever did so has told of it. */
  applied(): void {
    this.#rejected = undefined;
  }

  /** It is the one in force already: whatever was rejected since is gone. */
  isInForce(version: string): void {
    if (this.#rejected === undefined) return;
    this.#rejected = undefined;
    this.#telemetry.configMended(version, this.#source);
  }
}
