import type { Call, End, Handler, Reply } from "../../core/call.ts";
import { remaining } from "../../core/deadline.ts";
import { type DetachedCall, detach } from "../../core/detached-call.ts";
import { AiosError, ERROR_TABLE, toAiosError } from "../../core/errors.ts";
import { FanOut } from "../../core/fan-out.ts";
import type { BodyEnd } from "../../core/watch.ts";
import { WholeBody } from "../../core/whole-body.ts";
import type { Clock } from "../../platform/clock.ts";

export interface FlightsOptions {
  /** Bytes of a reply that are kept while it is in flight: as long as it fits, others may still join. */
  readonly maxBytes: number;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
}

/** How long those who read faster wait for the slowest one, once the bound is reached. */
const PATIENCE_MS = 5_000;
/** A timer may go off a little early. */
const TIMER_SLACK_MS = 20;
/** Replies that nobody waits for, at once. */
const MAX_BACKGROUND = 64;

export interface Flight {
  /** The call that is made for all: what is decided about it is theirs as well. */
  readonly call: Call;
  /** Those who have waited for its reply or read it, the first one included. */
  readonly passengers: number;
}

/** Who waits for a flight's reply. */
export interface Passenger {
  /** It is somebody else's flight. */
  joined(): void;
  /** There is a reply, an error, or the passenger has left. Again when a second flight had to be taken. */
  over(flight: Flight, isFirst: boolean): void;
}

const NOBODY: Passenger = { joined() {}, over() {} };

/** The work of a flight, on a call of its own. */
export interface FlightPlan {
  readonly fly: Handler;
  /** It runs on this configuration; the returned function gives it back. */
  readonly enter: () => () => void;
  /** Once, after the last byte. */
  readonly landed?: (flight: Flight, end: End) => void;
}

/**
 * Identical calls in flight, as one. The first one starts the flight, and it goes on as long as anybody wants its reply:
 * whoever leaves, also the first, takes nothing from the others, and with the last one it ends. A flight that fails before
 * its first frame, or has no reply when its own time is over, fails the call that started it; those who joined try again,
 * together and once. Those who join a stream get it from its start, at their own pace (`FanOut`).
 */
export class Flights {
  readonly #options: FlightsOptions;
  /** By slots, emptied by whoever leaves: a map's old tables, which live on for a while, then hold no flights. */
  readonly #flying = new Map<string, { flight: FlightInProgress | undefined }>();
  readonly #background = new Set<(reason: AiosError) => void>();
  #isClosed = false;

  constructor(options: FlightsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#flying.size;
  }

  isFlying(key: string): boolean {
    return this.#flying.has(key);
  }

  /**
   * Joins the flight with this key, or starts it. Rejects with its error, or with the reason of the call's signal.
   */
  board(key: string, call: Call, plan: FlightPlan, passenger: Passenger): Promise<Reply> {
    if (call.signal.aborted) return Promise.reject(toAiosError(call.signal.reason));
    const flying = this.#flying.get(key)?.flight;
    return flying?.takes(call)
      ? this.#join(flying, key, call, plan, passenger)
      : this.#start(key, call, plan).board(call, passenger, true);
  }

  async #join(
    flying: FlightInProgress,
    key: string,
    call: Call,
    plan: FlightPlan,
    passenger: Passenger,
  ): Promise<Reply> {
    try {
      return await flying.board(call, passenger, false);
    } catch (thrown) {
      const error = toAiosError(thrown);
      if (call.signal.aborted || !isWorthAnother(error)) throw error;
    }
    const next = this.#flying.get(key)?.flight;
    if (next?.takes(call)) return next.board(call, passenger, false);
    return this.#start(key, call, plan).board(call, passenger, true);
  }

  /** Starts one that nobody waits for, so that its reply is kept; false when there are too many of them. */
  launch(key: string, call: Call, plan: FlightPlan): boolean {
    if (this.#isClosed || this.#background.size >= MAX_BACKGROUND) return false;
    const { clock, onFault } = this.#options;
    const { call: own, abort, end } = detach(call, { deadline: call.deadline, onFault });
    const over = () => {
      timer.cancel();
      this.#background.delete(abort);
      end({ outcome: "completed" });
    };
    const timer = clock.after(remaining(call.deadline, clock.monotonic()), () =>
      abort(
        new AiosError("deadline-exceeded", "The new answer for the cache took longer than its route allows."),
      ),
    );
    this.#background.add(abort);
    this.#start(key, own, plan)
      .board(own, NOBODY, true)
      .then(({ body }) => drain(body))
      // Whoever is interested in the failure is told by what is below.
      .then(over, over);
    return true;
  }

  /** Nobody waits for what runs in the background, so nothing is lost. */
  close(): void {
    this.#isClosed = true;
    const reason = new AiosError("draining", "The process is shutting down.");
    for (const abort of [...this.#background]) abort(reason);
  }

  #start(key: string, call: Call, plan: FlightPlan): FlightInProgress {
    const slot: { flight: FlightInProgress | undefined } = { flight: undefined };
    const flight = new FlightInProgress(call, plan, this.#options, () => {
      slot.flight = undefined;
      // One that takes nobody new may have made room for the next already.
      if (this.#flying.get(key) === slot) this.#flying.delete(key);
    });
    slot.flight = flight;
    this.#flying.set(key, slot);
    flight.start();
    return flight;
  }
}

/** What failed for the one who started it, and may well succeed for another. */
function isWorthAnother({ kind }: AiosError): boolean {
  return ERROR_TABLE[kind].retryable || kind === "deadline-exceeded" || kind === "client-closed";
}

/** What passengers read: each for itself, at its own pace. */
type SharedBody = WholeBody | FanOut;

interface Head {
  readonly reply: Reply;
  readonly body: SharedBody;
}

/** A passenger, before there is a reply. */
interface Waiting {
  open(head: Head): void;
  fail(error: AiosError): void;
}

function openFor(call: Call, { reply, body }: Head): Reply {
  if (body instanceof WholeBody) return reply;
  const reader = body.open(call.signal);
  // Also when nobody ever reads.
  call.onEnd(() => reader.leave());
  return { ...reply, body: reader };
}

const COMPLETED = { outcome: "completed" } as const;

class FlightInProgress implements Flight {
  readonly #plan: FlightPlan;
  readonly #options: FlightsOptions;
  readonly #detached: DetachedCall;
  /** It takes nobody new from now on. */
  readonly #closed: () => void;
  /** Whether whoever started it allows it less time than its route does. */
  readonly #isHurried: boolean;
  /** Before the reply: who waits for it. */
  readonly #waiting = new Set<Waiting>();
  #leave: (() => void) | undefined;
  #head: Head | undefined;
  #hasEnded = false;
  #passengers = 0;

  constructor(call: Call, plan: FlightPlan, options: FlightsOptions, closed: () => void) {
    const { deadline, startedAt, routeTimeoutMs } = call;
    this.#plan = plan;
    this.#options = options;
    this.#closed = closed;
    this.#isHurried = deadline.at < startedAt + (routeTimeoutMs ?? Number.POSITIVE_INFINITY);
    // The provider should know its `idempotency-key` as well.
    this.#detached = detach(call, { isSame: true, deadline, onFault: options.onFault });
  }

  get call(): Call {
    return this.#detached.call;
  }

  get passengers(): number {
    return this.#passengers;
  }

  /** Whether this call would get all of the reply, and as long for it as it may take. */
  takes({ deadline }: Call): boolean {
    if (this.#hasEnded || this.#isOverdue) return false;
    if (this.#head?.body instanceof FanOut && !this.#head.body.isWhole) return false;
    return !this.#isHurried || deadline.at <= this.call.deadline.at;
  }

  /** The time is over that a call of its route may take: what has not come by now hangs, for whoever might still join. */
  get #isOverdue(): boolean {
    return this.#options.clock.monotonic() >= this.call.deadline.at - TIMER_SLACK_MS;
  }

  start(): void {
    this.#leave = this.#plan.enter();
    this.#fly()
      .then((reply) => this.#replied(reply))
      .then(undefined, (error: unknown) => this.#failed(toAiosError(error)));
  }

  #fly(): Promise<Reply> {
    try {
      return this.#plan.fly(this.call);
    } catch (thrown) {
      // Nobody has come on board yet: they are told in a turn of its own.
      return Promise.reject(thrown);
    }
  }

  board(call: Call, passenger: Passenger, isFirst: boolean): Promise<Reply> {
    this.#passengers++;
    if (!isFirst) passenger.joined();
    if (this.#head !== undefined) {
      passenger.over(this, isFirst);
      return Promise.resolve(openFor(call, this.#head));
    }
    return new Promise((resolve, reject) => {
      const { signal } = call;
      const settle = () => {
        signal.removeEventListener("abort", onAbort);
        passenger.over(this, isFirst);
      };
      const waiting: Waiting = {
        open(head) {
          settle();
          resolve(openFor(call, head));
        },
        fail(error) {
          settle();
          reject(error);
        },
      };
      const onAbort = () => {
        const reason = toAiosError(signal.reason);
        this.#waiting.delete(waiting);
        waiting.fail(reason);
        if (this.#waiting.size === 0) this.#abandon(reason);
        else if (this.#isOverdue) this.#failed(overdue());
      };
      this.#waiting.add(waiting);
      if (signal.aborted) onAbort();
      else signal.addEventListener("abort", onAbort, { once: true });
    });
  }

  #replied(reply: Reply): void {
    // There is nothing to share out: it is there for everybody at once, and the flight is over.
    if (reply.body instanceof WholeBody) {
      this.#head = { reply, body: reply.body };
      this.#finish(COMPLETED);
      this.#openForAll(this.#head);
      return;
    }
    const { maxBytes, clock } = this.#options;
    const body = new FanOut(reply.body, {
      maxBytes,
      patience: (over) => {
        const timer = clock.after(PATIENCE_MS, over);
        return () => timer.cancel();
      },
      leftBehind,
      end: (end) => this.#ended(end),
    });
    if (this.#hasEnded) {
      // It was given up meanwhile: opened and closed, so that its connection goes back.
      body.open(this.call.signal).leave();
      return;
    }
    this.#head = { reply, body };
    this.#openForAll(this.#head);
  }

  #openForAll(head: Head): void {
    for (const waiting of this.#nobodyWaits()) waiting.open(head);
  }

  #failed(error: AiosError): void {
    this.#finish({ outcome: "failed", error });
    for (const waiting of this.#nobodyWaits()) waiting.fail(error);
  }

  /** From now on; those who did. */
  #nobodyWaits(): readonly Waiting[] {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    return waiting;
  }

  #abandon(reason: AiosError): void {
    this.#finish({ outcome: "failed", error: reason });
  }

  #ended(end: BodyEnd): void {
    if (end.outcome === "abandoned") this.#abandon(abandoned());
    else this.#finish(end);
  }

  #finish(end: End): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#closed();
    this.#detached.end(end);
    this.#leave?.();
    try {
      this.#plan.landed?.(this, end);
    } catch (error) {
      this.#options.onFault(error);
    }
  }
}

function overdue(): AiosError {
  return new AiosError(
    "deadline-exceeded",
    "The upstream has not answered within the time that the first of several identical calls had.",
  );
}

function abandoned(): AiosError {
  return new AiosError("client-closed", "Everybody who waited for this answer has left.");
}

function leftBehind(): AiosError {
  return new AiosError(
    "idle-timeout",
    "This answer is shared with identical calls, and was read too slowly to be kept for this one any longer; send the call again.",
  );
}

/** Reads a reply that nobody waits for to its end, so that it is kept. Never rejects. */
async function drain(body: Reply["body"]): Promise<void> {
  try {
    for await (const _ of body);
  } catch {
    // Whoever is interested in the failure has been told by the flight's end.
  }
}
