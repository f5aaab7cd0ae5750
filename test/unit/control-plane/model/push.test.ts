import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  acknowledge,
  desire,
  initialPushState,
  nextPush,
  type PushState,
  reject,
  syncState,
} from "../../../../control-plane/model/push.ts";

const FAULTS = [{ kind: "Route", name: "chat", path: "targets", code: "E401", message: "no such upstream" }];

function pushed(state: PushState): { nonce: string; state: PushState } {
  const push = nextPush(state);
  assert.ok(push !== undefined, "something was to be sent");
  return push;
}

test("a sidecar that already runs on the desired version is sent nothing", () => {
  const state = initialPushState("v1", "v1");
  assert.equal(nextPush(state), undefined);
  assert.equal(syncState(state), "synced");
});

test("changes while a bundle is unanswered are merged into one that follows its answer", () => {
  const first = pushed(initialPushState("v1", ""));
  const changed = desire(desire(first.state, "v2"), "v3");
  assert.equal(nextPush(changed), undefined);
  assert.equal(syncState(changed), "stale");
  const second = pushed(acknowledge(changed, first.nonce));
  assert.equal(second.state.unanswered?.version, "v3");
  assert.notEqual(second.nonce, first.nonce);
});

test("a rejected version is parked until the desired version is another one", () => {
  const first = pushed(initialPushState("bad", "v0"));
  const rejected = reject(first.state, first.nonce, FAULTS);
  assert.equal(nextPush(rejected), undefined);
  assert.equal(syncState(rejected), "rejected");
  assert.deepEqual(rejected.rejected?.faults, FAULTS);
  assert.equal(rejected.applied, "v0");
  const mended = pushed(desire(rejected, "good"));
  assert.equal(mended.state.unanswered?.version, "good");
});

test("a configuration that changes back to what the sidecar runs on needs no push", () => {
  const first = pushed(initialPushState("bad", "v0"));
  const back = desire(reject(first.state, first.nonce, FAULTS), "v0");
  assert.equal(nextPush(back), undefined);
  assert.equal(syncState(back), "synced");
});

test("an answer to an unknown nonce changes nothing", () => {
  const first = pushed(initialPushState("v1", ""));
  assert.equal(acknowledge(first.state, "77"), first.state);
  assert.equal(reject(first.state, "77", FAULTS), first.state);
});

test("whatever happens: one unanswered bundle at most, no rejected version twice in a row, and it settles", () => {
  const event = fc.oneof(
    fc.record({ type: fc.constant("desire" as const), version: fc.constantFrom("a", "b", "c") }),
    fc.record({ type: fc.constant("ack" as const) }),
    fc.record({ type: fc.constant("nack" as const) }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let state = initialPushState("a", "");
      const sent: string[] = [];
      let lastRejected: string | undefined;
      const pump = () => {
        const push = nextPush(state);
        if (push === undefined) return;
        assert.equal(state.unanswered, undefined);
        state = push.state;
        const version = state.unanswered?.version ?? "";
        assert.notEqual(version, lastRejected);
        sent.push(push.nonce);
      };
      pump();
      for (const { type, ...rest } of events) {
        const nonce = state.unanswered?.nonce ?? "none";
        if (type === "desire" && "version" in rest) state = desire(state, rest.version);
        if (type === "ack") state = acknowledge(state, nonce);
        if (type === "nack" && state.unanswered !== undefined) {
          lastRejected = state.unanswered.version;
          state = reject(state, nonce, FAULTS);
        }
        pump();
      }
      assert.equal(new Set(sent).size, sent.length, "a nonce is never used twice");
      while (state.unanswered !== undefined) {
        state = acknowledge(state, state.unanswered.nonce);
        pump();
      }
      assert.ok(syncState(state) !== "stale");
    }),
  );
});
