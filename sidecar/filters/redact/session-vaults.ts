import { canonicalJson, sha256 } from "../../../config/schema/canonical.ts";
import type { Call } from "../../core/call.ts";
import type { Clock, Timer } from "../../platform/clock.ts";
import type { PlaceholderBook } from "./placeholder-book.ts";

export interface SessionVaultsOptions {
  readonly maxSessions: number;
  /** Of all values together. */
  readonly maxBytes: number;
  /** ms after which a session without calls is forgotten. */
  readonly idleMs: number;
  readonly clock: Clock;
}

/** One call's hold on what its session knows. */
export interface SessionLease {
  readonly book: PlaceholderBook;
  /** The call has ended. Once. */
  release(): void;
}

interface Session {
  readonly key: string;
  readonly book: PlaceholderBook;
  calls: number;
  /** As of its last release. */
  bytes: number;
  /** Monotonic ms. */
  usedAt: number;
  isKept: boolean;
}

/** The session itself and its place in the map, rounded up. */
const SESSION_COST = 1_024;

/**
 * Which values the calls of a session have had, so that each keeps its placeholder from call to call. A session is of one
 * workload, one user where the caller names one, and one set of policies: nobody else's calls find it. It is forgotten
 * when it has been idle, and the one idle for longest when there are too many or they hold too much; calls in flight keep
 * what they have. In memory only.
 */
export class SessionVaults {
  readonly #options: SessionVaultsOptions;
  /** The one used last is the last one. */
  readonly #sessions = new Map<string, Session>();
  #bytes = 0;
  #timer: Timer | undefined;

  constructor(options: SessionVaultsOptions) {
    this.#options = options;
  }

  /** @param createBook for the first call of a session */
  lease(key: string, createBook: () => PlaceholderBook): SessionLease {
    const { clock } = this.#options;
    this.#forgetIdle();
    const session = this.#sessions.get(key) ?? this.#begin(key, createBook());
    session.calls++;
    this.#use(session);
    let isHeld = true;
    return {
      book: session.book,
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        session.calls--;
        session.usedAt = clock.monotonic();
        if (!session.isKept) {
          if (session.calls === 0) session.book.clear();
          return;
        }
        this.#use(session);
        this.#makeRoom();
        this.#watch();
      },
    };
  }

  get size(): number {
    return this.#sessions.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  close(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    for (const session of this.#sessions.values()) this.#forget(session);
  }

  #begin(key: string, book: PlaceholderBook): Session {
    const session = { key, book, calls: 0, bytes: 0, usedAt: 0, isKept: true };
    this.#sessions.set(key, session);
    this.#makeRoom();
    return session;
  }

  /** It is the one used last, and takes as much as it takes by now. */
  #use(session: Session): void {
    session.usedAt = this.#options.clock.monotonic();
    if (!session.isKept) return;
    const bytes = SESSION_COST + session.book.bytes;
    this.#bytes += bytes - session.bytes;
    session.bytes = bytes;
    this.#sessions.delete(session.key);
    this.#sessions.set(session.key, session);
  }

  #makeRoom(): void {
    const { maxSessions, maxBytes } = this.#options;
    for (const session of this.#sessions.values()) {
      if (this.#sessions.size <= maxSessions && this.#bytes <= maxBytes) return;
      this.#forget(session);
    }
  }

  #forgetIdle(): void {
    const { clock, idleMs } = this.#options;
    const before = clock.monotonic() - idleMs;
    for (const session of this.#sessions.values()) {
      if (session.usedAt > before) return;
      if (session.calls === 0) this.#forget(session);
    }
  }

  #forget(session: Session): void {
    session.isKept = false;
    this.#sessions.delete(session.key);
    this.#bytes -= session.bytes;
    if (session.calls === 0) session.book.clear();
  }

  /** Values do not stay in memory because nobody calls any more. */
  #watch(): void {
    if (this.#timer !== undefined) return;
    const [oldest] = this.#sessions.values();
    if (oldest === undefined) return;
    const { clock, idleMs } = this.#options;
    // One whose calls are in flight for that long is looked at again when it might be idle.
    const dueIn = oldest.calls > 0 ? idleMs : oldest.usedAt + idleMs - clock.monotonic();
    this.#timer = clock.after(Math.max(1, dueIn), () => {
      this.#timer = undefined;
      this.#forgetIdle();
      this.#watch();
    });
  }
}

/** @param kind tells sessions apart whose placeholders must not be mixed */
export function sessionKey({ workload, user, session, policies }: Call, kind: string): string {
  const { namespace, serviceAccount } = workload;
  return sha256(canonicalJson([namespace, serviceAccount, user ?? null, session ?? null, policies, kind]));
}
