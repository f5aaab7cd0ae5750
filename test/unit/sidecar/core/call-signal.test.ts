import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CallAbort } from "../../../../sidecar/core/call-signal.ts";

test("who listens is told once, in order, and the first reason counts", () => {
  const abort = new CallAbort();
  const told: string[] = [];
  abort.addEventListener("abort", () => told.push(`a: ${abort.reason?.message}`));
  abort.addEventListener("abort", () => told.push("b"));
  assert.equal(abort.aborted, false);
  abort.abort(new Error("first"));
  abort.abort(new Error("second"));
  assert.deepEqual(told, ["a: first", "b"]);
  assert.equal(abort.reason?.message, "first");
  assert.throws(() => abort.throwIfAborted(), /first/);
});

test("one that throws keeps no other from being told", () => {
  const abort = new CallAbort();
  let told = false;
  abort.addEventListener("abort", () => {
    throw new Error("a fault");
  });
  abort.addEventListener("abort", () => {
    told = true;
  });
  assert.throws(() => abort.abort(new Error("gone")), /a fault/);
  assert.equal(told, true);
});

/** What is done to a signal; listeners are numbered. */
const steps = fc.array(
  fc.oneof(
    fc.record({ does: fc.constantFrom("add", "remove"), listener: fc.nat(3) }),
    fc.record({ does: fc.constant("abort"), listener: fc.constant(0) }),
  ),
  { maxLength: 20 },
);

test("it tells the same ones, in the same order, as an AbortSignal does", () => {
  fc.assert(
    fc.property(steps, fc.nat(3), fc.nat(3), (script, remover, removed) => {
      const run = (signal: AbortSignal | CallAbort, abort: (reason: Error) => void) => {
        const told: number[] = [];
        const listeners = [0, 1, 2, 3].map((number) => () => {
          told.push(number);
          // Removing another one while all are being told.
          if (number === remover) signal.removeEventListener("abort", listeners[removed] ?? (() => {}));
        });
        for (const { does, listener } of script) {
          const which = listeners[listener] ?? (() => {});
          if (does === "add") signal.addEventListener("abort", which);
          else if (does === "remove") signal.removeEventListener("abort", which);
          else abort(new Error("gone"));
        }
        return [told, signal.aborted];
      };
      const real = new AbortController();
      const ours = new CallAbort();
      assert.deepEqual(
        run(ours, (reason) => ours.abort(reason)),
        run(real.signal, (reason) => real.abort(reason)),
      );
    }),
  );
});
