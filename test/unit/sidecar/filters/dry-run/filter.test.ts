import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call, End } from "../../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import { opaquePayload, type Payload } from "../../../../../sidecar/core/payload.ts";
import { denial, type Verdict } from "../../../../../sidecar/core/verdict.ts";
import { createDetector } from "../../../../../sidecar/detection/detect.ts";
import { openaiChat } from "../../../../../sidecar/dialects/openai-chat/dialect.ts";
import type { DryRunOptions } from "../../../../../sidecar/filters/dry-run/filter.ts";
import { createDryRunFilter } from "../../../../../sidecar/filters/dry-run/filter.ts";
import { differencesOf, type Outcome } from "../../../../../sidecar/filters/dry-run/outcome.ts";
import { documentReply, testCall } from "../../../../support/calls.ts";
import { FakeClock, settle } from "../../../../support/fake-clock.ts";
import { recordTelemetry } from "../../../../support/recorded-telemetry.ts";

const COMPLETED: End = { outcome: "completed" };
const deniedBy = (policy: string): End => ({ outcome: "failed", error: denial({ policy, rule: "r" }, "no") });
const DRY_RUN = { policy: "next", names: ["next", "now"] };

const requestOf = (content: string) => ({ model: "m", messages: [{ role: "user", content }] });

interface Tried extends Partial<Omit<DryRunOptions, "clock" | "telemetry">> {
  readonly text?: string;
  readonly end?: End;
  readonly upstream?: string;
  readonly inspected?: readonly Verdict[];
  readonly blocked?: readonly Verdict[];
  readonly request?: Payload;
}

const looksFor = (entity: string, action: "tokenize" | "block" | "report") => ({
  detector: createDetector({ entities: [entity] }),
  ruleFor: () => ({ action }),
});

/** The differences that were counted of one call. */
async function tryOne({
  text = "write to a@example.com",
  end = COMPLETED,
  ...tried
}: Tried): Promise<unknown> {
  const telemetry = recordTelemetry();
  const filter = createDryRunFilter({
    targets: [],
    ladder: [],
    searchOf: () => undefined,
    isDeniedByGuardrails: async () => false,
    isDeniedByRules: () => false,
    judgesOf: () => [],
    clock: new FakeClock(),
    telemetry,
    ...tried,
  });
  const call = testCall(openaiChat, requestOf(text), {
    policies: ["now"],
    dryRuns: [DRY_RUN],
    ...(tried.request === undefined ? {} : { request: tried.request }),
  });
  let below: Call | undefined;
  await filter.wrap(async (next) => {
    below = next;
    return documentReply({});
  })(call);
  assert.equal(below, call, "the call goes on as it is");
  if (tried.upstream !== undefined) call.record.set("upstream", tried.upstream);
  if (tried.inspected !== undefined) call.record.set("inspected", tried.inspected);
  if (tried.blocked !== undefined) call.record.set("blocked", tried.blocked);
  const before = JSON.stringify(call.record.all());
  assert.equal(telemetry.events.length, 0, "nothing is tried before the call has ended");
  call.end(end);
  assert.equal(telemetry.events.length, 0, "and nobody waits for it then");
  for (let turn = 0; turn < 50 && telemetry.events.length === 0; turn++) await settle();
  assert.equal(JSON.stringify(call.record.all()), before, "the record of the call is not touched");
  const [event, ...more] = telemetry.named("policyRunDry");
  assert.deepEqual(more, []);
  assert.deepEqual(event?.values.slice(0, 2), [call.id, "next"]);
  return event.values[2];
}

const only =
  <Made>(made: Made) =>
  (names: readonly string[]): Made | undefined =>
    names.includes("next") ? made : undefined;

test("what changes nothing is the same", async () => {
  assert.deepEqual(await tryOne({}), ["same"]);
  assert.deepEqual(await tryOne({ searchOf: () => looksFor("email", "tokenize") }), ["same"]);
});

test("a rule that would deny a call that was answered denies newly; one that was denied may be newly allowed", async () => {
  const isDeniedByRules = (names: readonly string[]) => names.includes("next");
  assert.deepEqual(await tryOne({ isDeniedByRules }), ["newly-denied"]);
  assert.deepEqual(await tryOne({ isDeniedByRules, end: deniedBy("now") }), ["same"]);
  assert.deepEqual(await tryOne({ end: deniedBy("now") }), ["newly-allowed"]);
});

test("a guardrail that would deny a request denies newly", async () => {
  const isDeniedByGuardrails = async (names: readonly string[]) => names.includes("next");
  assert.deepEqual(await tryOne({ isDeniedByGuardrails }), ["newly-denied"]);
  assert.deepEqual(await tryOne({ isDeniedByGuardrails, end: deniedBy("now") }), ["same"]);
});

test("a guardrail of replies that is in force either way denies either way", async () => {
  const inspected = [{ policy: "now", rule: "leak", action: "deny" }] as const;
  assert.deepEqual(await tryOne({ end: deniedBy("now"), inspected }), ["same"]);
  const replaced = [{ policy: "old", rule: "leak", action: "deny" }] as const;
  assert.deepEqual(await tryOne({ end: deniedBy("old"), inspected: replaced }), ["newly-allowed"]);
});

test("what is blocked in a reply by a policy that is in force either way is blocked either way", async () => {
  const blocked = [{ policy: "now", rule: "card", action: "deny" }] as const;
  assert.deepEqual(await tryOne({ end: deniedBy("now"), blocked }), ["same"]);
  const replaced = [{ policy: "old", rule: "card", action: "deny" }] as const;
  assert.deepEqual(await tryOne({ end: deniedBy("old"), blocked: replaced }), ["newly-allowed"]);
});

test("a body that nobody can look into is refused by whatever would have to", async () => {
  const request = opaquePayload(new Uint8Array([1]), "image/png");
  const refused: End = { outcome: "failed", error: new AiosError("unsupported", "no") };
  const looks = looksFor("email", "tokenize");
  for (const [said, end, searchOf, expected] of [
    ["nobody looks", COMPLETED, () => undefined, "same"],
    ["both do", refused, () => looks, "same"],
    ["only the candidate does", COMPLETED, only(looks), "newly-denied"],
    [
      "the candidate does not",
      refused,
      (names) => (names.includes("next") ? undefined : looks),
      "newly-allowed",
    ],
  ] satisfies readonly (readonly [string, End, DryRunOptions["searchOf"], string])[])
    assert.deepEqual(await tryOne({ request, end, searchOf }), [expected], said);
  const isDeniedByGuardrails = async () => true;
  assert.deepEqual(await tryOne({ request, end: refused, isDeniedByGuardrails }), ["same"]);
});

test("more or less that is found is told, and what blocks denies", async () => {
  assert.deepEqual(await tryOne({ searchOf: only(looksFor("email", "tokenize")) }), ["redacts-more"]);
  const without = (names: readonly string[]) =>
    names.includes("next") ? looksFor("ip", "tokenize") : looksFor("email", "tokenize");
  assert.deepEqual(await tryOne({ searchOf: without }), ["redacts-less"]);
  assert.deepEqual(await tryOne({ searchOf: without, text: "a@example.com at 203.0.113.9" }), [
    "redacts-more",
    "redacts-less",
  ]);
  assert.deepEqual(await tryOne({ searchOf: only(looksFor("email", "block")) }), ["newly-denied"]);
});

test("a target that is no longer permitted is another one, or none at all", async () => {
  const forbids = (...upstreams: readonly string[]) => ({
    judgesOf: (names: readonly string[]) =>
      names.includes("next")
        ? [
            (_call: Call, { upstream }: { readonly upstream: string }) => ({
              denial: upstreams.includes(upstream) ? denial({ policy: "next", rule: "r" }, "no") : undefined,
              verdicts: [],
            }),
          ]
        : [],
    targets: ["a", "b"].map((upstream) => ({ upstream, weight: 1 })),
  });
  assert.deepEqual(await tryOne({ ...forbids("a"), upstream: "a" }), ["other-target"]);
  assert.deepEqual(await tryOne({ ...forbids("a"), upstream: "b" }), ["same"]);
  assert.deepEqual(await tryOne({ ...forbids("a", "b"), upstream: "a" }), ["newly-denied"]);
  const ladder = [{ upstream: "c" }];
  assert.deepEqual(await tryOne({ ...forbids("a", "b"), ladder, upstream: "a" }), ["other-target"]);
  assert.deepEqual(await tryOne({ ...forbids("a") }), ["same"], "an answer from the cache went nowhere");
});

test("a call with too much text is not looked at", async () => {
  assert.deepEqual(await tryOne({ text: "a ".repeat(40_000), searchOf: () => looksFor("email", "block") }), [
    "skipped",
  ]);
});

test("only so many calls are tried at once", async () => {
  const telemetry = recordTelemetry();
  const filter = createDryRunFilter({
    targets: [],
    ladder: [],
    searchOf: () => looksFor("email", "tokenize"),
    isDeniedByGuardrails: async () => false,
    isDeniedByRules: () => false,
    judgesOf: () => [],
    clock: new FakeClock(),
    telemetry,
  });
  const document = requestOf("a ".repeat(30_000));
  for (let index = 0; index < 20; index++) {
    const call = testCall(openaiChat, document, { dryRuns: [DRY_RUN] });
    await filter.wrap(async () => documentReply({}))(call);
    call.end();
  }
  for (let turn = 0; turn < 1_000 && telemetry.events.length < 20; turn++) await settle();
  const told = telemetry.named("policyRunDry").map(({ values }) => String(values[2]));
  assert.deepEqual([...new Set(told)].sort(), ["same", "skipped"]);
  assert.equal(told.filter((each) => each === "same").length, 8);
});

test("of calls that are denied either way nothing else is said", () => {
  const outcome = (said: Partial<Outcome>): Outcome => ({
    isDenied: false,
    redactions: {},
    goesElsewhere: false,
    ...said,
  });
  assert.deepEqual(
    differencesOf(outcome({ isDenied: true }), outcome({ isDenied: true, redactions: { email: 1 } })),
    ["same"],
  );
  assert.deepEqual(differencesOf(outcome({}), outcome({ goesElsewhere: true, redactions: { email: 1 } })), [
    "redacts-more",
    "other-target",
  ]);
});
