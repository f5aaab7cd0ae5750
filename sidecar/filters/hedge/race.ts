import type { HedgeSpec } from "../../../config/schema/route.ts";
import type { Call, DialectName, Handler, Reply, Target } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import { AiosError, toAiosError } from "../../core/errors.ts";
import { type LinkedAbort, linkAbort } from "../../core/linked-abort.ts";
import type { Usage } from "../../core/record.ts";
import { watchBody } from "../../core/watch.ts";
import { usageIn } from "../../dialects/usage.ts";
import type { Clock, Timer } from "../../platform/clock.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import type { RouteHistory } from "./history.ts";
import type { RecentTimes } from "./recent-times.ts";

/** Hedges that a route is always given in ten seconds: a share of a few calls would round down to none. */
const FLOOR = 1;

export interface HedgeOptions {
  readonly spec: HedgeSpec;
  readonly routeName: string;
  readonly history: RouteHistory;
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

export interface RaceOptions extends HedgeOptions {
  readonly call: Call;
  readonly next: Handler;
  readonly target: Target;
  readonly times: RecentTimes;
  /** Until the second attempt sets out. */
  readonly delayMs: number;
}

interface Attempt {
  readonly abort: LinkedAbort;
  /** Monotonic ms. */
  readonly startedAt: number;
  isRunning: boolean;
}

/** One call and its two attempts at most. Decided once, by the first reply, or by the failure of all that were made. */
export class Race {
  readonly #options: RaceOptions;
  readonly #outcome = Promise.withResolvers<Reply>();
  #first: Attempt | undefined;
  #hedge: Attempt | undefined;
  #timer: Timer | undefined;
  #decided = false;
  /** Of the attempt that failed first. */
  #error: AiosError | undefined;

  constructor(options: RaceOptions) {
    this.#options = options;
  }

  run(): Promise<Reply> {
    const { call, clock, delayMs } = this.#options;
    this.#timer = clock.after(delayMs, () => this.#startHedge());
    // A handler that overlooks the signal leaves nobody else to stop it.
    call.onEnd(() => this.#timer?.cancel());
    this.#first = this.#start();
    return this.#outcome.promise;
  }

  #startHedge(): void {
    const { call, history, spec, routeName, telemetry } = this.#options;
    if (this.#decided || call.signal.aborted) return;
    if (!history.budget.take(spec.share, FLOOR)) {
      telemetry.hedgeEnded(routeName, "refused");
      return;
    }
    this.#countAttempt(1);
    this.#hedge = this.#start();
  }

  #start(): Attempt {
    const { call, clock } = this.#options;
    const abort = linkAbort(call.signal);
    const attempt = { abort, startedAt: clock.monotonic(), isRunning: true };
    void this.#follow(attempt);
    return attempt;
  }

  async #follow(attempt: Attempt): Promise<void> {
    const { call, next } = this.#options;
    let reply: Reply;
    try {
      reply = await next({ ...call, signal: attempt.abort.signal });
    } catch (thrown) {
      this.#failed(attempt, toAiosError(thrown));
      return;
    }
    this.#replied(attempt, reply);
  }

  #replied(attempt: Attempt, reply: Reply): void {
    const { call, clock, routeName, target, telemetry, times } = this.#options;
    attempt.isRunning = false;
    if (this.#decided) {
      attempt.abort.unlink();
      void this.#discard(reply);
      return;
    }
    this.#decide();
    times.observe(clock.monotonic() - attempt.startedAt);
    if (this.#error !== undefined) telemetry.attemptFailed(target.upstream, this.#error.kind);
    const other = attempt === this.#hedge ? this.#first : this.#hedge;
    if (other?.isRunning) this.#cancel(other);
    if (this.#hedge !== undefined) {
      telemetry.hedgeEnded(routeName, attempt === this.#hedge ? "won" : "lost");
    }
    const unlink = () => attempt.abort.unlink();
    // A body that is never pulled never ends either.
    call.onEnd(unlink);
    this.#outcome.resolve({ ...reply, body: watchBody(reply.body, { end: unlink }) });
  }

  #failed(attempt: Attempt, error: AiosError): void {
    const { routeName, target, telemetry } = this.#options;
    attempt.isRunning = false;
    attempt.abort.unlink();
    const wasMade = error.kind !== "breaker-open";
    if (this.#decided) {
      if (wasMade) telemetry.attemptWasted(routeName, target.upstream, undefined);
      return;
    }
    if (attempt === this.#hedge && !wasMade) {
      this.#hedge = undefined;
      this.#countAttempt(-1);
      telemetry.hedgeEnded(routeName, "refused");
    } else if (this.#error === undefined) {
      this.#error = error;
    } else {
      // The other one is for the retries to tell.
      telemetry.attemptFailed(target.upstream, error.kind);
    }
    if (this.#first?.isRunning || this.#hedge?.isRunning) return;
    this.#decide();
    if (this.#hedge !== undefined) telemetry.hedgeEnded(routeName, "lost");
    this.#outcome.reject(this.#error ?? error);
  }

  #decide(): void {
    this.#decided = true;
    this.#timer?.cancel();
  }

  #cancel(loser: Attempt): void {
    const { clock, times } = this.#options;
    // It would have taken longer than this. Left out, the percentile would be one of the fast calls alone, and sink. The
    // hedge, on the other hand, has only just begun.
    if (loser === this.#first) times.observe(clock.monotonic() - loser.startedAt);
    loser.abort.abort(new AiosError("client-closed", "Another attempt at this call was answered first."));
  }

  /** A reply that crossed with its cancellation: closed, so that its connection goes back; what it cost is told. */
  async #discard({ body, framing }: Reply): Promise<void> {
    const { call, dialectOf, routeName, target, telemetry } = this.#options;
    const frames = body[Symbol.asyncIterator]();
    let usage: Usage | undefined;
    try {
      // It is there already: a reply is no reply without its first frame.
      const first = await frames.next();
      if (first.done !== true) usage = usageIn(first.value, framing, dialectOf(call.dialect));
      await frames.return?.();
    } catch {
      // It was to be thrown away; how it failed interests nobody.
    }
    telemetry.attemptWasted(routeName, target.upstream, usage);
  }

  #countAttempt(change: 1 | -1): void {
    const { record } = this.#options.call;
    record.set("attempts", (record.get("attempts") ?? 0) + change);
  }
}
