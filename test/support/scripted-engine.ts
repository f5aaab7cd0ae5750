import type { End, Reply, Workload } from "../../sidecar/core/call.ts";
import { CallAbort } from "../../sidecar/core/call-signal.ts";
import type { Dialect } from "../../sidecar/core/dialect.ts";
import type { Arrival, Engine, ListedModel, RunningCall } from "../../sidecar/core/engine.ts";
import type { AiosError } from "../../sidecar/core/errors.ts";
import type { JsonObject } from "../../sidecar/core/json.ts";
import { payloadFromBytes, payloadFromMessage } from "../../sidecar/core/payload.ts";
import { type TestCall, testCall } from "./calls.ts";

/** One call that an edge has begun. */
export interface BegunCall {
  readonly arrival: Arrival;
  readonly call: TestCall;
  /** Aborts it, as a deadline or a drain would. */
  cancel(reason: AiosError): void;
  /** Every end that was told; an edge owes exactly one. */
  readonly ends: readonly End[];
  /** Resolves with the first end. */
  readonly ended: Promise<End>;
}

export interface ScriptedEngine extends Engine {
  readonly begun: readonly BegunCall[];
}

export interface Script {
  readonly dialectOf: (name: Arrival["dialect"]) => Dialect;
  /** Answers every call; aborting the call's signal rejects for it. */
  readonly answer: (call: TestCall, arrival: Arrival) => Promise<Reply>;
  readonly models?: readonly ListedModel[];
  /** Beginnings of paths that pass through. */
  readonly passes?: readonly string[];
  readonly clock: { monotonic(): number };
}

/** An engine without filters or upstreams, for the tests of an edge. */
export function scriptedEngine({
  dialectOf,
  answer,
  models = [],
  passes = [],
  clock,
}: Script): ScriptedEngine {
  const begun: BegunCall[] = [];
  return {
    begun,
    configVersion: "v7",
    get callsInFlight() {
      return begun.filter(({ ends }) => ends.length === 0).length;
    },
    models: (_workload: Workload) => models,
    passesThrough: (path) => passes.some((prefix) => path.startsWith(prefix)),
    begin(arrival): RunningCall {
      const dialect = dialectOf(arrival.dialect);
      const { document, fault } = readBody(arrival, dialect);
      const abort = new CallAbort();
      const ends: End[] = [];
      const ended = Promise.withResolvers<End>();
      const call = testCall(dialect, document, {
        protocol: arrival.protocol,
        headers: arrival.headers,
        workload: arrival.workload,
        signal: abort,
        startedAt: clock.monotonic(),
      });
      begun.push({
        arrival,
        call,
        cancel: (reason) => abort.abort(reason),
        ends,
        ended: ended.promise,
      });
      const aborted = new Promise<never>((_resolve, reject) => {
        abort.addEventListener("abort", () => reject(abort.reason));
      });
      const answered = fault === undefined ? answer(call, arrival) : Promise.reject(fault);
      const reply = Promise.race([answered, aborted]);
      reply.catch(() => {});
      return {
        call,
        reply,
        cancel: (reason) => abort.abort(reason),
        end: (end) => {
          ends.push(end);
          ended.resolve(end);
          call.end(end);
        },
      };
    },
  };
}

/** As the engine does: what cannot be read is told by the reply. */
function readBody(
  { body }: Arrival,
  { rewriteRequest }: Dialect,
): { readonly document: JsonObject; readonly fault?: unknown } {
  try {
    return {
      document:
        body instanceof Uint8Array
          ? payloadFromBytes(body, rewriteRequest).document()
          : payloadFromMessage(body, rewriteRequest).document(),
    };
  } catch (fault) {
    // Enough of one for any dialect to begin a call with.
    const content = "What cannot be read.";
    return { document: { model: "m", messages: [{ role: "user", content }], input: content }, fault };
  }
}
