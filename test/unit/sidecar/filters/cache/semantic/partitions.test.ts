import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Call } from "../../../../../../sidecar/core/call.ts";
import type { JsonObject } from "../../../../../../sidecar/core/json.ts";
import { type CacheInput, setUpSemantic } from "./set-up.ts";

const ASKED = "How do I reset my password?";
const REPHRASED = "What is the way to reset my password?";

/** Everything of a call but its question. */
interface Around {
  readonly more: JsonObject;
  readonly system: string | undefined;
  readonly before: readonly JsonObject[];
  readonly call: Partial<Call>;
}

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const oneOf = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);

const around: fc.Arbitrary<Around> = fc.record({
  more: fc.record(
    {
      model: oneOf("m", "n"),
      temperature: oneOf(0, 0.5),
      max_tokens: oneOf(16, 4096),
      seed: oneOf(1, 2),
      user: oneOf("a", "b"),
      response_format: oneOf<JsonObject>({ type: "text" }, { type: "json_object" }),
      n: oneOf(1, 2),
      stop: oneOf("x", "y"),
      unknown: oneOf("x", "y"),
    },
    { requiredKeys: ["model"] },
  ),
  system: optional(oneOf("You are a bank.", "You are a shop.")),
  before: oneOf<readonly JsonObject[]>(
    [],
    [{ role: "user", content: "Hello" }],
    [
      { role: "user", content: "Hello" },
      { role: "assistant", content: "Good morning." },
    ],
    [
      { role: "user", content: "Hello" },
      { role: "assistant", content: "Good evening." },
    ],
  ),
  call: fc.record(
    {
      user: oneOf("jane", "joe"),
      session: oneOf("s", "t"),
      policies: oneOf<readonly string[]>([], ["pii"], ["pii", "other"]),
      workload: oneOf(
        { namespace: "default", serviceAccount: "default", labels: {} },
        { namespace: "other", serviceAccount: "default", labels: {} },
        { namespace: "default", serviceAccount: "other", labels: {} },
      ),
      preferred: oneOf({ upstream: "one", model: "m" }, { upstream: "two", model: "m" }),
      headers: oneOf({}, { "openai-organization": "org" }),
    },
    { requiredKeys: [] },
  ),
});

function requestOf({ more, system, before }: Around, question: string): JsonObject {
  const frame = system === undefined ? [] : [{ role: "system", content: system }];
  return { ...more, messages: [...frame, ...before, { role: "user", content: question }] };
}

/** Of the whole call, as it must be equal for an answer to be shared. */
function identityOf({ more, system, before, call }: Around, isolate: CacheInput["isolate"]): string {
  const { user, session, policies = [], workload, preferred, headers } = call;
  return JSON.stringify([
    Object.entries(more).sort(([left], [right]) => (left < right ? -1 : 1)),
    system ?? null,
    before,
    isolate === "workload" ? null : (user ?? null),
    isolate === "session" ? (session ?? null) : null,
    policies,
    workload?.namespace ?? "default",
    workload?.serviceAccount ?? "default",
    preferred ?? null,
    headers?.["openai-organization"] ?? null,
  ]);
}

/** The first one, but for one thing, which is as in the second. */
function butFor(first: Around, second: Around, thing: number): Around {
  const things: readonly (() => Around)[] = [
    () => ({ ...first, system: second.system }),
    () => ({ ...first, before: second.before }),
    ...[...new Set([...Object.keys(first.more), ...Object.keys(second.more)])].map((key) => () => ({
      ...first,
      more: withMember(first.more, key, second.more[key]),
    })),
    ...(["user", "session", "policies", "workload", "preferred", "headers"] as const).map((key) => () => ({
      ...first,
      call: withMember(first.call, key, second.call[key]),
    })),
  ];
  return things[thing % things.length]?.() ?? first;
}

function withMember<Whole extends object>(whole: Whole, key: keyof Whole, value: unknown): Whole {
  const { [key]: _, ...others } = whole;
  return Object.assign(others, value === undefined ? {} : { [key]: value }) as Whole;
}

const isNamed = (call: Partial<Call>, isolate: CacheInput["isolate"]) =>
  (isolate !== "user" || call.user !== undefined) && (isolate !== "session" || call.session !== undefined);

describe("answers found by meaning", () => {
  it("never come from a call that differs in anything but its question", async () => {
    let shared = 0;
    await fc.assert(
      fc.asyncProperty(
        around,
        around,
        fc.nat(100),
        oneOf<CacheInput["isolate"]>(undefined, "workload", "user", "session"),
        async (first, second, thing, isolate) => {
          const other = butFor(first, second, thing);
          const cached = setUpSemantic({ cache: isolate === undefined ? {} : { isolate } });
          cached.embedder.alike(ASKED, REPHRASED);
          await cached.ask(requestOf(first, ASKED), first.call);
          const { outcome } = await cached.ask(requestOf(other, REPHRASED), other.call);
          const isShared =
            identityOf(first, isolate) === identityOf(other, isolate) && isNamed(first.call, isolate);
          if (isShared) shared++;
          assert.equal(outcome === "semantic-hit", isShared);
        },
      ),
      { numRuns: 400 },
    );
    assert.ok(shared > 20, "or this proves nothing");
  });
});

describe("earlier turns", () => {
  const WINDOW = { exact: { ttl: "60s" }, semantic: { mode: "on", compare: 0, window: 2 } } as const;
  const turns = (...texts: readonly string[]): JsonObject => ({
    model: "m",
    messages: texts.map((content, index) => ({ role: index % 2 === 0 ? "user" : "assistant", content })),
  });

  async function outcomeOf(cache: CacheInput, first: JsonObject, second: JsonObject) {
    const cached = setUpSemantic({ cache });
    cached.embedder.alike(ASKED, REPHRASED);
    await cached.ask(first);
    return { outcome: (await cached.ask(second)).outcome, counted: cached.outcomes().at(-1) };
  }

  const first = turns("I run a shop.", "Fine.", "I have a laptop", "Good for you.", ASKED);

  it("have to be equal without a window", async () => {
    const equal = turns("I run a shop.", "Fine.", "I have a laptop", "Good for you.", REPHRASED);
    assert.equal((await outcomeOf({}, first, equal)).outcome, "semantic-hit");
    const other = turns("I run a shop.", "Fine.", "I have a laptop.", "Good for you.", REPHRASED);
    assert.deepEqual(await outcomeOf({}, first, other), { outcome: "miss", counted: "nothing-similar" });
  });

  it("within the window may be said in other words, and must not say anything else", async () => {
    const rephrased = turns("I run a shop.", "Fine.", "i have a laptop!", "Good for you", REPHRASED);
    assert.equal((await outcomeOf(WINDOW, first, rephrased)).outcome, "semantic-hit");
    const other = turns("I run a shop.", "Fine.", "I have a desktop", "Good for you.", REPHRASED);
    const { outcome, counted } = await outcomeOf(WINDOW, first, other);
    assert.equal(outcome, "miss");
    assert.match(String(counted), /^guard:/);
  });

  it("before the window have to be equal", async () => {
    const other = turns("I run a shop", "Fine.", "I have a laptop", "Good for you.", REPHRASED);
    assert.deepEqual(await outcomeOf(WINDOW, first, other), { outcome: "miss", counted: "nothing-similar" });
  });

  it("have to be as many", async () => {
    const cached = await outcomeOf(WINDOW, turns(ASKED), turns("I have a laptop", "Fine.", REPHRASED));
    assert.equal(cached.outcome, "miss");
  });
});
