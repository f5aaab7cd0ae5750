import type { Call, End, Headers } from "./call.ts";
import { CallAbort } from "./call-signal.ts";
import { type Deadline, NO_DEADLINE } from "./deadline.ts";
import { Ending } from "./ending.ts";
import type { AiosError } from "./errors.ts";
import { DecisionRecord } from "./record.ts";

/** A call that was made from another one and may outlive it: its end is its own, and so is what is decided about it. */
export interface DetachedCall {
  readonly call: Call;
  /** Tells whoever works for it to stop; `end` is still to come. */
  abort(reason: AiosError): void;
  /** Once: a failure aborts it as well. */
  end(end: End): void;
}

export interface DetachOptions {
  /** Whether it is the very call of whoever made the original one, only for more callers; else it is another one. */
  readonly isSame?: boolean;
  readonly deadline: Deadline;
  /** Is told what a callback of its end throws. */
  readonly onFault: (error: unknown) => void;
}

/**
 * The same request, with a signal, a record and an end of its own. Of what was decided so far it keeps what says whether,
 * and where, the request may go. The caller's `idempotency-key`, and the stale answer that is kept for it, stay behind with
 * another call: they have one execution, that of the call itself.
 */
export function detach(original: Call, { isSame = false, deadline, onFault }: DetachOptions): DetachedCall {
  const abort = new CallAbort();
  const ending = new Ending(onFault);
  let hasEnded = false;
  return {
    call: {
      ...original,
      headers: isSame ? original.headers : withoutKey(original.headers),
      stale: isSame ? original.stale : undefined,
      deadline,
      firstFrameBy: NO_DEADLINE,
      signal: abort.signal,
      record: recordOf(original),
      onEnd: (callback) => ending.add(callback),
    },
    abort: (reason) => abort.abort(reason),
    end(end) {
      if (hasEnded) return;
      hasEnded = true;
      try {
        if (end.outcome === "failed") abort.abort(end.error);
      } catch (fault) {
        onFault(fault);
      }
      ending.run(end);
    },
  };
}

function withoutKey(headers: Headers): Headers {
  if (headers["idempotency-key"] === undefined) return headers;
  const { "idempotency-key": _, ...others } = headers;
  return others;
}

function recordOf({ record: original }: Call): DecisionRecord {
  const record = new DecisionRecord();
  const { redactions, leftInClear } = original.all();
  if (redactions !== undefined) record.set("redactions", redactions);
  if (leftInClear !== undefined) record.set("leftInClear", leftInClear);
  return record;
}
