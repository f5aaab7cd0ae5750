import type { Clock, Timer } from "../platform/clock.ts";

export interface AvailabilityOptions {
  /** Failures in a row after which nothing is asked any more. */
  readonly failures: number;
  readonly openForMs: number;
  readonly clock: Clock;
  /** Asks the server on nobody's behalf: whether it answers in time. Never rejects. */
  readonly probe: () => Promise<boolean>;
  /** What is told: it is there, or it is not. Only changes, and the first of either. */
  readonly onUp: () => void;
  readonly onAway: (reason: string) => void;
}

/**
 * Whether the server is worth asking: there is a connection, and it does not keep failing. A server that comes back is on
 * trial: one failure more sends it away again, and it is told of once it has answered, or nothing has failed for a while,
 * so that one that keeps coming and going is told of once.
 */
export class Availability {
  readonly #options: AvailabilityOptions;
  #isConnected = false;
  #isOpen = false;
  #isOnTrial = false;
  #failuresInRow = 0;
  #told: "nothing" | "up" | "away" = "nothing";
  #timer: Timer | undefined;
  #isClosed = false;

  constructor(options: AvailabilityOptions) {
    this.#options = options;
  }

  get isAvailable(): boolean {
    return this.#isConnected && !this.#isOpen;
  }

  connected(): void {
    this.#isConnected = true;
    this.#begin();
  }

  disconnected(reason: string): void {
    this.#isConnected = false;
    this.#isOpen = false;
    this.#timer?.cancel();
    this.#tellAway(reason);
  }

  answered(): void {
    if (!this.isAvailable) return;
    this.#failuresInRow = 0;
    if (this.#isOnTrial) this.#pass();
  }

  failed(reason: string): void {
    if (!this.isAvailable) return;
    this.#failuresInRow++;
    if (this.#isOnTrial || this.#failuresInRow >= this.#options.failures) this.#open(reason);
  }

  close(): void {
    this.#isClosed = true;
    this.#isConnected = false;
    this.#timer?.cancel();
  }

  #open(reason: string): void {
    const { clock, openForMs } = this.#options;
    this.#isOpen = true;
    this.#timer?.cancel();
    this.#timer = clock.after(openForMs, () => void this.#probe(reason));
    this.#tellAway(reason);
  }

  async #probe(reason: string): Promise<void> {
    const isAnswered = await this.#options.probe();
    // Without a connection it is the next one that decides.
    if (this.#isClosed || !this.#isConnected || !this.#isOpen) return;
    if (isAnswered) this.#begin();
    else this.#open(reason);
  }

  /** Calls may ask again. */
  #begin(): void {
    const { clock, openForMs } = this.#options;
    this.#isOpen = false;
    this.#failuresInRow = 0;
    this.#isOnTrial = this.#told === "away";
    this.#timer?.cancel();
    if (this.#isOnTrial) this.#timer = clock.after(openForMs, () => this.#pass());
    else this.#tellUp();
  }

  #pass(): void {
    this.#isOnTrial = false;
    this.#timer?.cancel();
    this.#tellUp();
  }

  #tellUp(): void {
    if (this.#told === "up") return;
    this.#told = "up";
    this.#options.onUp();
  }

  #tellAway(reason: string): void {
    if (this.#told === "away" || this.#isClosed) return;
    this.#told = "away";
    this.#options.onAway(reason);
  }
}
