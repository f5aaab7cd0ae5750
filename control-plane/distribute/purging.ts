import type { Purge } from "../../proto/gen/aios/config/v1/Purge.ts";
import type { Clock } from "../../sidecar/platform/clock.ts";
import type { PurgeLog, SavedPurges } from "./purge-log.ts";

/** What came of a purge by the time that was waited for it. */
export interface PurgeOutcome {
  readonly sequence: number;
  /** Sidecars that were connected, and those of them that have carried it out. The others are told once they are back. */
  readonly sidecars: number;
  readonly confirmed: number;
  /** Answers that these had. */
  readonly answers: number;
  readonly tookMs: number;
  /** Whether a restart of the control plane still knows it. */
  readonly kept: "disk" | "memory" | "failed";
}

export interface PurgingOptions {
  readonly log: PurgeLog;
  /** Puts the log on disk; undefined where none is kept. Rejects when it cannot. */
  readonly save: ((purges: SavedPurges) => Promise<void>) | undefined;
  readonly clock: Clock;
  readonly onEvent: (event: PurgeEvent) => void;
}

export type PurgeEvent =
  | { readonly type: "purged"; readonly tags: readonly string[]; readonly outcome: PurgeOutcome }
  | { readonly type: "purges-not-saved"; readonly error: unknown }
  /** Those on disk cannot be used. `movedTo`: where they are now, if they could be moved. */
  | { readonly type: "purges-refused"; readonly reason: string; readonly movedTo: string | undefined };

/** One sidecar's place among those that are told. */
export interface PurgeSession {
  /** It has carried out what was sent with this number. */
  confirmed(sequence: number, answers: number): void;
  leave(): void;
}

/** Who waits for sidecars at once; for who comes when there are more it is not waited. */
const MOST_WAITING = 1_000;

/** Purges: numbers them, keeps them, tells every sidecar at once, and knows who has carried them out. */
export class Purging {
  readonly #options: PurgingOptions;
  readonly #sessions = new Set<Session>();
  readonly #waiting = new Set<Round>();

  constructor(options: PurgingOptions) {
    this.#options = options;
  }

  /** Resolves once every sidecar that is connected now has carried it out, or after `waitMs`. Never rejects. */
  async purge(tags: readonly string[], waitMs: number): Promise<PurgeOutcome> {
    const { log, clock, onEvent } = this.#options;
    const began = clock.monotonic();
    const sequence = log.add(tags, clock.now());
    const saving = this.#save();
    const round = new Round(sequence, this.#sessions);
    this.#waiting.add(round);
    for (const session of this.#sessions) session.tell();
    const timer = clock.after(this.#waiting.size > MOST_WAITING ? 0 : waitMs, () => round.end());
    await round.over;
    timer.cancel();
    this.#waiting.delete(round);
    const { sidecars, confirmed, answers } = round;
    const kept = await saving;
    const tookMs = clock.monotonic() - began;
    const outcome: PurgeOutcome = { sequence, sidecars, confirmed, answers, tookMs, kept };
    onEvent({ type: "purged", tags, outcome });
    return outcome;
  }

  /** A sidecar is there, and is told at once what it does not know yet. `knownUpTo`: number of the newest that it knows. */
  join(knownUpTo: number, send: (purge: Purge) => void): PurgeSession {
    const { log } = this.#options;
    log.reach(knownUpTo);
    const session = new Session(log, Math.min(knownUpTo, log.sequence), send);
    this.#sessions.add(session);
    session.tellAll();
    return {
      confirmed: (sequence, answers) => {
        if (!session.confirmed(sequence)) return;
        for (const round of this.#waiting) round.sessionConfirmed(session, sequence, answers);
        if (session.knownUpTo < log.sequence) session.tell();
      },
      leave: () => {
        this.#sessions.delete(session);
        for (const round of this.#waiting) round.left(session);
      },
    };
  }

  #save(): Promise<PurgeOutcome["kept"]> {
    const { log, save, onEvent } = this.#options;
    if (save === undefined) return Promise.resolve("memory");
    return save(log.saved()).then(
      () => "disk",
      (error: unknown) => {
        onEvent({ type: "purges-not-saved", error });
        return "failed";
      },
    );
  }
}

/** What one sidecar was told. At most one purge is unanswered; what comes meanwhile goes into the next. */
class Session {
  readonly #log: PurgeLog;
  readonly #send: (purge: Purge) => void;
  #unanswered: number | undefined;
  #knownUpTo: number;

  constructor(log: PurgeLog, knownUpTo: number, send: (purge: Purge) => void) {
    this.#log = log;
    this.#knownUpTo = knownUpTo;
    this.#send = send;
  }

  get knownUpTo(): number {
    return this.#knownUpTo;
  }

  tell(): void {
    if (this.#unanswered === undefined) this.tellAll();
  }

  tellAll(): void {
    const { sequence, tags } = this.#log.since(this.#knownUpTo);
    this.#unanswered = sequence;
    this.#send({ sequence, tags: [...tags] });
  }

  /** Whether it is an answer to what was told. */
  confirmed(sequence: number): boolean {
    if (sequence !== this.#unanswered) return false;
    this.#unanswered = undefined;
    this.#knownUpTo = sequence;
    return true;
  }
}

/** One purge, waited for. */
class Round {
  readonly sequence: number;
  readonly sidecars: number;
  readonly over: Promise<void>;
  readonly end: () => void;
  readonly #pending: Set<Session>;
  #confirmed = 0;
  #answers = 0;

  constructor(sequence: number, sessions: Iterable<Session>) {
    this.sequence = sequence;
    this.#pending = new Set(sessions);
    this.sidecars = this.#pending.size;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.over = promise;
    this.end = resolve;
    if (this.#pending.size === 0) resolve();
  }

  get confirmed(): number {
    return this.#confirmed;
  }

  get answers(): number {
    return this.#answers;
  }

  sessionConfirmed(session: Session, sequence: number, answers: number): void {
    if (sequence < this.sequence || !this.#pending.has(session)) return;
    this.#confirmed++;
    this.#answers += answers;
    this.left(session);
  }

  left(session: Session): void {
    this.#pending.delete(session);
    if (this.#pending.size === 0) this.end();
  }
}
