import type { Call, End, Handler, Reply } from "../../../../../sidecar/core/call.ts";
import { AiosError, toAiosError } from "../../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import {
  createExecutions,
  createIdempotencyFilter,
  type Executions,
  type IdempotencyOptions,
} from "../../../../../sidecar/filters/idempotency/filter.ts";
import { type TestCall, testCall, text } from "../../../../support/calls.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";
import { type RecordedTelemetry, recordTelemetry } from "../../../../support/recorded-telemetry.ts";
import { tinyDialect } from "../../../../support/tiny-dialect.ts";

export const WINDOW_MS = 60_000;

/** One call on its way, as its edge sees it. */
export interface Asked {
  readonly call: TestCall;
  /** The reply and all of its text; the call has been ended by then. */
  readonly done: Promise<{ readonly reply: Reply; readonly text: string }>;
  /** The client goes away: aborts and ends the call. */
  leave(): void;
}

export interface Idempotent {
  readonly clock: FakeClock;
  readonly telemetry: RecordedTelemetry;
  readonly executions: Executions;
  /** The calls that were executed. */
  readonly executed: readonly Call[];
  ask(key: string | undefined, request?: JsonObject, overrides?: Partial<Call>): Asked;
}

export function setUpIdempotency(
  upstream: Handler,
  options: Partial<IdempotencyOptions> & { readonly maxBytes?: number } = {},
): Idempotent {
  const { maxBytes = 1_000_000, ...rest } = options;
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const executions = createExecutions({ windowMs: WINDOW_MS, maxBytes, clock });
  const executed: Call[] = [];
  const filter = createIdempotencyFilter({
    executions,
    routeName: "chat",
    policiesVersion: "p1",
    maxAnswerBytes: 100_000,
    dialectOf: () => tinyDialect,
    telemetry,
    ...rest,
  });
  const handle = filter.wrap((call) => {
    executed.push(call);
    return upstream(call);
  });
  return {
    clock,
    telemetry,
    executions,
    executed,
    ask: (key, request = { model: "m" }, overrides = {}) => {
      const abort = new AbortController();
      const call = testCall(tinyDialect, request, {
        headers: key === undefined ? {} : { "idempotency-key": key },
        signal: abort.signal,
        ...overrides,
      });
      const done = served(handle, call, abort.signal);
      done.catch(() => {});
      return {
        call,
        done,
        leave: () => abort.abort(new AiosError("client-closed", "The client closed the connection.")),
      };
    },
  };
}

/** Reads to the end, and ends the call whatever happens, as an edge does. */
async function served(handle: Handler, call: TestCall, signal: AbortSignal) {
  const gone = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  gone.catch(() => {});
  let end: End = { outcome: "completed" };
  try {
    const reply = await Promise.race([handle(call), gone]);
    return { reply, text: await Promise.race([text(reply.body), gone]) };
  } catch (thrown) {
    end = { outcome: "failed", error: toAiosError(thrown) };
    throw thrown;
  } finally {
    call.end(end);
  }
}
