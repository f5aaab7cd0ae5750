/** Whatever the upstream does at any of its awaits, and whenever the caller leaves: nothing is kept, nothing half is told as whole. */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Call, Frame, Reply } from "../../../sidecar/core/call.ts";
import type { RunningCall } from "../../../sidecar/core/engine.ts";
import { AiosError, type ErrorKind, toAiosError } from "../../../sidecar/core/errors.ts";
import { openaiChat } from "../../../sidecar/dialects/openai-chat/dialect.ts";
import { sleep } from "../../../sidecar/platform/clock.ts";
import { documentReply, eventsReply } from "../../support/calls.ts";
import { type FakeClock, settle } from "../../support/fake-clock.ts";
import { untilCancelled } from "../../support/memory-upstreams.ts";
import { ANSWER, arrivalOf, oneRoute, type TestEngine, testEngine } from "./engine-set-up.ts";

const EMAIL = "maria.lopez@example.com";
const TEXT = "I shall write to [EMAIL_1] today.";
const WHOLE = {
  ...ANSWER,
  choices: [{ index: 0, message: { role: "assistant", content: TEXT }, finish_reason: "stop" }],
};

const FAULTS = ["connect", "server-error", "upstream-cut", "idle-timeout", "raw error", "stall"] as const;
type Fault = (typeof FAULTS)[number];

interface Plan {
  readonly fault: Fault;
  /** Which await of the upstream fails, from 1: every call of it and every pull of a body is one. */
  readonly at: number;
  /** All that follow fail, too. */
  readonly onwards: boolean;
}

/** An upstream that keeps to a plan; without one it is healthy. */
class PlannedUpstream {
  plan: Plan | undefined;
  awaits = 0;
  /** How long a reply takes, by turns. */
  paces: readonly number[] = [];
  clock: FakeClock | undefined;
  #calls = 0;

  readonly answer = async (call: Call): Promise<Reply> => {
    const pace = this.paces[this.#calls++ % 2];
    await this.#step(call);
    if (pace !== undefined && this.clock !== undefined) await sleep(this.clock, pace, call.signal);
    const frames = call.stream
      ? openaiChat.toEvents(WHOLE, call.request.document())
      : [Buffer.from(JSON.stringify(WHOLE))];
    const reply = call.stream ? eventsReply([]) : documentReply({});
    return { ...reply, body: this.#body(call, frames) };
  };

  #body(call: Call, frames: readonly Frame[]): AsyncIterable<Frame> {
    let next = 0;
    const iterator: AsyncIterator<Frame, undefined> = {
      next: async () => {
        await this.#step(call);
        const value = frames[next++];
        return value === undefined ? { done: true, value } : { done: false, value };
      },
      return: async () => {
        next = frames.length;
        return { done: true, value: undefined };
      },
    };
    return { [Symbol.asyncIterator]: () => iterator };
  }

  async #step(call: Call): Promise<void> {
    this.awaits++;
    if (this.plan === undefined) return;
    const { fault, at, onwards } = this.plan;
    if (onwards ? this.awaits < at : this.awaits !== at) return;
    if (fault === "raw error") throw new TypeError("nobody classified this");
    if (fault === "stall") return untilCancelled(call);
    throw new AiosError(fault, "The upstream fails as planned.");
  }
}

const configOf = (hedge: string) =>
  oneRoute({
    upstream: "breaker: { minimumCalls: 1000 }",
    route: `${hedge} policies: [pii], cache: { exact: { ttl: 10m } },
    retry: { attempts: 1, on: [connect, server-error, upstream-cut, idle-timeout, first-token-timeout], budget: 1, backoff: 10ms },
    timeouts: { connect: 1s, firstToken: 1s, idle: 1s, total: 5s },
    fallback: [{ stale: { maxAge: 1h } }, { upstream: other }]`,
    more: `apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: other }
spec: { dialect: openai, url: "https://other.example/v1" }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec: { redact: { entities: [email] }, limits: { concurrency: 1, inFlightBytes: 200B } }`,
  });

/** Whether calls are hedged, and then how long either attempt takes: by which of them is answered first. */
interface Variant {
  readonly name: string;
  readonly config: string;
  /** Attempts of a call that nothing is wrong with. */
  readonly attempts: number;
  readonly hedge: string;
  readonly paces: readonly number[];
}

const HEDGE = "hedge: { delay: 100ms, share: 1 },";
const PLAIN: Variant = { name: "", config: configOf(""), attempts: 1, hedge: "", paces: [] };
const HEDGED = { config: configOf(HEDGE), attempts: 2, hedge: HEDGE };
const VARIANTS: readonly Variant[] = [
  PLAIN,
  { ...HEDGED, name: " that beats its hedge", paces: [150, 150] },
  { ...HEDGED, name: " that its hedge beats", paces: [400, 50] },
];

/** The words of a reply, or of the part of it that had arrived. */
function said(reply: string): string {
  const content = /"content":"((?:[^"\\]|\\.)*)"/g;
  return [...reply.matchAll(content)].map((match) => match[1]).join("");
}

interface Bench extends TestEngine {
  readonly upstream: PlannedUpstream;
}

/** One permit only, of the process and of the policy: if a call keeps either, the next one is refused. */
function bench(context: TestContext, { config, paces }: Variant = PLAIN): Bench {
  const upstream = new PlannedUpstream();
  const engine = testEngine(context, {
    config,
    answer: upstream.answer,
    limits: { maxConcurrentCalls: 1 },
  });
  upstream.paces = paces;
  upstream.clock = engine.clock;
  return { ...engine, upstream };
}

function begin({ engine }: Bench, stream: boolean, headers: Record<string, string> = {}): RunningCall {
  const messages = [{ role: "user", content: `Please write to ${EMAIL}.` }];
  return engine.begin(arrivalOf({ model: "gpt-4o-mini", stream, messages }, { headers }));
}

type Outcome = { readonly text: string } | { readonly error: unknown; readonly before: string };

/** Reads and ends the call as an edge does, moving time on while it waits. `leaveAfter`: frames after which the caller is gone. */
async function outcomeOf(
  { clock }: Bench,
  running: RunningCall,
  leaveAfter = Number.POSITIVE_INFINITY,
): Promise<Outcome> {
  let settled: Outcome | undefined;
  void read(running, leaveAfter).then((outcome) => {
    settled = outcome;
  });
  for (let waited = 0; settled === undefined; waited += 100) {
    assert.ok(waited <= 20_000, "the call hangs");
    await clock.advance(100);
  }
  return settled;
}

async function read(running: RunningCall, leaveAfter: number): Promise<Outcome> {
  const frames: Frame[] = [];
  const text = () => Buffer.concat(frames).toString("utf8");
  try {
    const reply = await running.reply;
    const iterator = reply.body[Symbol.asyncIterator]();
    for (;;) {
      if (frames.length >= leaveAfter) {
        const error = new AiosError("client-closed", "The client closed the connection.");
        running.cancel(error);
        running.end({ outcome: "failed", error });
        await iterator.return?.();
        return { error, before: text() };
      }
      const result = await iterator.next();
      if (result.done === true) break;
      frames.push(result.value);
    }
    running.end({ outcome: "completed" });
    return { text: text() };
  } catch (error) {
    running.end({ outcome: "failed", error: toAiosError(error) });
    return { error, before: text() };
  }
}

/** What a healthy call gives, and how many awaits of the upstream it takes. */
async function healthy(
  context: TestContext,
  stream: boolean,
  variant = PLAIN,
): Promise<{ readonly text: string; readonly awaits: number; readonly frames: number }> {
  const whole = bench(context, variant);
  const running = begin(whole, stream);
  const outcome = await outcomeOf(whole, running);
  assert.ok("text" in outcome);
  assert.equal(running.call.record.get("attempts"), variant.attempts);
  assert.ok(outcome.text.includes(EMAIL), "the address is back in the reply");
  const { awaits } = whole.upstream;
  // Each attempt is one await, and one pull finds the end.
  return { text: outcome.text, awaits, frames: awaits - variant.attempts - 1 };
}

/** After the call: told once, no permit or timer kept, nothing partial in the cache, and the next call is served. */
async function assertNothingKept(used: Bench, stream: boolean, whole: string, what: string): Promise<void> {
  const { upstream, telemetry, engine } = used;
  upstream.plan = undefined;
  assert.equal(engine.callsInFlight, 0, what);
  assert.equal(telemetry.named("callStarted").length, 1, what);
  assert.equal(telemetry.named("callEnded").length, 1, what);

  const cached = await outcomeOf(used, begin(used, stream, { "cache-control": "only-if-cached" }));
  if ("text" in cached) assert.equal(cached.text, whole, what);
  else assert.equal(toAiosError(cached.error).kind, "not-cached" satisfies ErrorKind, what);

  const next = await outcomeOf(used, begin(used, stream, { "cache-control": "no-cache" }));
  assert.deepEqual(next, { text: whole }, what);
  assert.equal(telemetry.named("callEnded").length, 3, what);
  assert.equal(used.clock.running, 0, what);
  for (const { state } of engine.breakers()) assert.equal(state, "closed", what);
}

for (const stream of [false, true])
  for (const variant of VARIANTS) {
    const shape = `${stream ? "a stream" : "a unary call"}${variant.name}`;

    for (const fault of FAULTS) {
      test(`${fault} at every await of ${shape}: a whole reply or an AiosError, and nothing is kept`, async (context) => {
        const { text, awaits } = await healthy(context, stream, variant);
        for (const onwards of [false, true]) {
          for (let at = 1; at <= awaits; at++) {
            const what = `${fault} at await ${at}${onwards ? " and all after" : ""}`;
            const used = bench(context, variant);
            used.upstream.plan = { fault, at, onwards };
            const outcome = await outcomeOf(used, begin(used, stream));
            if ("text" in outcome) assert.equal(outcome.text, text, what);
            else {
              assert.ok(outcome.error instanceof AiosError, what);
              assert.ok(said(text).startsWith(said(outcome.before)), `${what}: ${outcome.before}`);
              assert.doesNotMatch(outcome.before, /\[DONE\][\s\S]*\[DONE\]/, what);
              assert.doesNotMatch(outcome.error.message, /nobody classified this|maria/, what);
            }
            await assertNothingKept(used, stream, text, what);
          }
        }
      });
    }

    test(`whoever leaves ${shape} after any number of frames leaves nothing behind`, async (context) => {
      const { text, frames } = await healthy(context, stream, variant);
      for (let leaveAfter = 0; leaveAfter <= frames; leaveAfter++) {
        const what = `left after ${leaveAfter} frames`;
        const used = bench(context, variant);
        const outcome = await outcomeOf(used, begin(used, stream), leaveAfter);
        assert.ok("error" in outcome, what);
        await assertNothingKept(used, stream, text, what);
      }
    });

    test(`whoever leaves ${shape} while any await hangs leaves nothing behind`, async (context) => {
      const { text, awaits } = await healthy(context, stream, variant);
      for (let at = 1; at <= awaits; at++) {
        const what = `left during await ${at}`;
        const used = bench(context, variant);
        used.upstream.plan = { fault: "stall", at, onwards: true };
        const running = begin(used, stream);
        const reading = read(running, Number.POSITIVE_INFINITY);
        // Both attempts hang, where there are two.
        if (variant.attempts === 2) await used.clock.advance(450);
        else await settle();
        assert.ok(used.upstream.awaits >= at, what);
        const reason = new AiosError("client-closed", "The client closed the connection.");
        running.cancel(reason);
        const outcome = await reading;
        assert.ok("error" in outcome && outcome.error === reason, what);
        await assertNothingKept(used, stream, text, what);
      }
    });

    test(`${shape} whose reply nobody reads, because its head could not be written, leaves nothing behind`, async (context) => {
      const { text } = await healthy(context, stream, variant);
      const used = bench(context, variant);
      const running = begin(used, stream);
      await used.clock.advance(450);
      await running.reply;
      running.end({ outcome: "failed", error: new AiosError("client-closed", "The client left.") });
      await assertNothingKept(used, stream, text, "never read");
    });

    test(`${shape} that probes a breaker gives its probe back, whatever happens at any await`, async (context) => {
      const { text, awaits } = await healthy(context, stream);
      const config = oneRoute({
        upstream: "breaker: { minimumCalls: 1, errorRate: 0, openFor: 1s, window: 10s }",
        route: `${variant.hedge} policies: [pii], retry: { attempts: 0 }, timeouts: { idle: 1s, firstToken: 1s, total: 2s }`,
        more: `apiVersion: aios.dev/v1\nkind: Policy\nmetadata: { name: pii }\nspec: { redact: { entities: [email] } }`,
      });
      for (const fault of FAULTS) {
        for (let at = 1; at <= awaits; at++) {
          const what = `${fault} at await ${at} of the probe`;
          const used = bench(context, { ...variant, config, paces: [] });
          const { upstream, engine, clock } = used;
          const state = () => engine.breakers()[0]?.state;
          upstream.plan = { fault: "server-error", at: 1, onwards: true };
          await outcomeOf(used, begin(used, stream));
          assert.equal(state(), "open", what);
          await clock.advance(1_000);
          assert.equal(state(), "half-open", what);

          upstream.plan = { fault, at: upstream.awaits + at, onwards: true };
          const probe = await outcomeOf(used, begin(used, stream));
          assert.ok("error" in probe && probe.error instanceof AiosError, what);
          if (state() === "open") await clock.advance(1_000);
          upstream.plan = undefined;
          assert.deepEqual(await outcomeOf(used, begin(used, stream)), { text }, what);
          assert.equal(state(), "closed", what);
          assert.equal(clock.running, 0, what);
        }
      }
    });
  }

test("a stream that ends without its last event is not kept as an answer", async (context) => {
  const upstream = new PlannedUpstream();
  const used = {
    ...testEngine(context, {
      config: PLAIN.config,
      limits: { maxConcurrentCalls: 1 },
      answer: async (call) => {
        if (upstream.plan === undefined) return upstream.answer(call);
        return eventsReply(openaiChat.toEvents(WHOLE, call.request.document()).slice(0, -1));
      },
    }),
    upstream,
  };
  upstream.plan = { fault: "stall", at: 0, onwards: false };
  assert.ok("text" in (await outcomeOf(used, begin(used, true))));
  await assertNothingKept(used, true, (await healthy(context, true)).text, "cut cleanly");
});

test("an expired answer and a second upstream stand in for one that fails at its first await, and are told as such", async (context) => {
  const { text } = await healthy(context, false);
  const used = bench(context);
  await outcomeOf(used, begin(used, false));
  await used.clock.advance(10 * 60_000);
  used.upstream.plan = { fault: "connect", at: 1, onwards: true };
  const running = begin(used, false);
  assert.deepEqual(await outcomeOf(used, running), { text });
  assert.deepEqual(running.call.record.get("degraded"), { rung: "stale", reason: "connect" });
  assert.equal(running.call.record.get("attempts"), 2);
});
