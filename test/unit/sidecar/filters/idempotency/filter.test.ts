import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Call, Reply } from "../../../../../sidecar/core/call.ts";
import { AiosError, type ErrorKind } from "../../../../../sidecar/core/errors.ts";
import { opaquePayload } from "../../../../../sidecar/core/payload.ts";
import { documentReply, eventsReply, framesOf } from "../../../../support/calls.ts";
import { settle } from "../../../../support/fake-clock.ts";
import { done, event } from "../../../../support/tiny-dialect.ts";
import { setUpIdempotency, WINDOW_MS } from "./set-up.ts";

/** An upstream whose answers come when the test says so. */
function gated() {
  const gates: PromiseWithResolvers<Reply>[] = [];
  return {
    gates,
    upstream: (call: Call) => {
      const gate = Promise.withResolvers<Reply>();
      gates.push(gate);
      call.signal.addEventListener("abort", () => gate.reject(call.signal.reason), { once: true });
      return gate.promise;
    },
  };
}

const failure = (kind: ErrorKind) => new AiosError(kind, `It is ${kind}.`);
const kindOf = (kind: ErrorKind) => (error: unknown) => error instanceof AiosError && error.kind === kind;

let answers = 0;
const answering = async () => documentReply({ text: `answer ${++answers}` });

test("calls without a key are executed each", async () => {
  const { ask, executed } = setUpIdempotency(answering);
  await ask(undefined).done;
  await ask(undefined).done;
  assert.equal(executed.length, 2);
});

test("a repeat waits for the first one and gets the same status, headers and bytes", async () => {
  const { gates, upstream } = gated();
  const { ask, executed, executions, telemetry } = setUpIdempotency(upstream);
  const first = ask("k");
  const second = ask("k");
  await settle();
  assert.equal(executed.length, 1);
  gates[0]?.resolve(documentReply({ text: "once" }, { status: 201, headers: { "x-request-id": "req_1" } }));
  const [one, two] = [await first.done, await second.done];
  assert.equal(two.text, one.text);
  assert.equal(two.reply.status, 201);
  assert.deepEqual(two.reply.headers, { "x-request-id": "req_1" });
  assert.equal(first.call.record.get("idempotentReplay"), undefined);
  assert.equal(second.call.record.get("idempotentReplay"), true);
  assert.deepEqual(
    telemetry.named("idempotentReplay").map(({ values }) => values),
    [["chat"]],
  );
  assert.equal(executions.running, 0);
});

test("one that comes later gets the kept answer, until the window is over", async () => {
  const { ask, executed, clock, executions } = setUpIdempotency(answering);
  const first = await ask("k").done;
  await clock.advance(WINDOW_MS - 1);
  assert.equal((await ask("k").done).text, first.text);
  assert.equal(executed.length, 1);
  await clock.advance(1);
  assert.notEqual((await ask("k").done).text, first.text);
  assert.equal(executed.length, 2);
  await clock.advance(WINDOW_MS);
  await ask("another").done;
  assert.ok(executions.keptBytes < 2_500, "what has expired takes no memory");
});

test("a repeat is told who answered the first one", async () => {
  const { ask } = setUpIdempotency(async (call) => {
    call.record.set("upstream", "openai");
    call.record.set("model", "gpt-4o");
    return documentReply({ text: "…" });
  });
  await ask("k").done;
  const repeat = ask("k");
  await repeat.done;
  assert.deepEqual(repeat.call.record.all(), {
    idempotentReplay: true,
    upstream: "openai",
    model: "gpt-4o",
  });
});

test("a stream is replayed event by event, once the first one's is whole", async () => {
  const frames = [event({ delta: "a" }), event({ delta: "b" }), done];
  const { ask, executed } = setUpIdempotency(async () => eventsReply(frames));
  const request = { model: "m", stream: true };
  const [first, second] = [ask("k", request), ask("k", request)];
  assert.equal((await second.done).text, (await first.done).text);
  assert.equal((await second.done).reply.framing, "events");
  assert.equal(executed.length, 1);
});

test("another request with the same key is refused, while the first is in flight and afterwards", async () => {
  const { gates, upstream } = gated();
  const { ask, executed } = setUpIdempotency(upstream);
  const first = ask("k");
  await assert.rejects(ask("k", { model: "m", seed: 1 }).done, kindOf("idempotency-conflict"));
  gates[0]?.resolve(documentReply({ text: "…" }));
  await first.done;
  await assert.rejects(ask("k", { model: "m", seed: 1 }).done, kindOf("idempotency-conflict"));
  await assert.rejects(
    ask("k", undefined, { headers: { "idempotency-key": "k", "openai-organization": "org" } }).done,
    kindOf("idempotency-conflict"),
  );
  assert.equal(executed.length, 1);
});

test("the same key of another caller, or under other policies, is another execution", async () => {
  const { ask, executed } = setUpIdempotency(answering);
  const workload = { namespace: "default", serviceAccount: "other", labels: {} };
  await ask("k").done;
  await ask("k", { model: "m", seed: 1 }, { workload }).done;
  await ask("k", { model: "m", seed: 2 }, { user: "ada" }).done;
  await ask("k", { model: "m", seed: 3 }, { policies: ["pii"] }).done;
  assert.equal(executed.length, 4);
});

test("a key that is empty or too long is refused and never executed", async () => {
  const { ask, executed } = setUpIdempotency(answering);
  for (const key of ["", "  ", "k".repeat(256)]) {
    await assert.rejects(ask(key).done, kindOf("invalid-request"));
  }
  assert.equal(executed.length, 0);
  await ask("k".repeat(255)).done;
  assert.equal(executed.length, 1);
});

test("multipart bodies that differ in their boundary alone are the same request", async () => {
  const { ask, executed } = setUpIdempotency(answering);
  const upload = (boundary: string, file: string): Partial<Call> => ({
    request: opaquePayload(
      Buffer.from(`--${boundary}\r\n\r\n${file}\r\n--${boundary}--\r\n`),
      "multipart/form-data",
    ),
    opaque: {
      transport: "http",
      method: "POST",
      path: undefined,
      contentType: `multipart/form-data; boundary=${boundary}`,
    },
  });
  await ask("k", undefined, upload("----aaa", "a file")).done;
  await ask("k", undefined, upload("----bbb", "a file")).done;
  assert.equal(executed.length, 1);
  await assert.rejects(
    ask("k", undefined, upload("----ccc", "another file")).done,
    kindOf("idempotency-conflict"),
  );
});

test("a refusal of the provider is shared with those who wait, and is not kept", async () => {
  const { gates, upstream } = gated();
  const { ask, executed } = setUpIdempotency(upstream);
  const [first, second] = [ask("k"), ask("k")];
  await settle();
  gates[0]?.reject(failure("upstream-rejected"));
  await assert.rejects(first.done, kindOf("upstream-rejected"));
  await assert.rejects(second.done, kindOf("upstream-rejected"));
  assert.equal(second.call.record.get("idempotentReplay"), true);
  const third = ask("k");
  await settle();
  assert.equal(executed.length, 2);
  gates[1]?.resolve(documentReply({ text: "…" }));
  await third.done;
});

test("when the first one fails, the one that has waited longest is executed, and the others get its answer", async () => {
  const { gates, upstream } = gated();
  const { ask, executed } = setUpIdempotency(upstream);
  const [first, second, third] = [ask("k"), ask("k"), ask("k")];
  await settle();
  gates[0]?.reject(failure("upstream-cut"));
  await assert.rejects(first.done, kindOf("upstream-cut"));
  await settle();
  assert.deepEqual(
    executed.map(({ record }) => record),
    [first.call.record, second.call.record],
  );
  gates[1]?.resolve(documentReply({ text: "second" }));
  assert.equal((await second.done).text, (await third.done).text);
  assert.equal(executed.length, 2);
});

test("a stream that dies half-way is no answer to share", async () => {
  let attempts = 0;
  const { ask, executed } = setUpIdempotency(async () =>
    attempts++ === 0
      ? eventsReply([], { body: framesOf([event({ delta: "a" })], failure("upstream-cut")) })
      : eventsReply([event({ delta: "b" }), done]),
  );
  const request = { model: "m", stream: true };
  const [first, second] = [ask("k", request), ask("k", request)];
  await assert.rejects(first.done, kindOf("upstream-cut"));
  assert.match((await second.done).text, /"b"/);
  assert.equal(executed.length, 2);
});

test("when the first one's client leaves, a repeat takes over", async () => {
  const { gates, upstream } = gated();
  const { ask, executed } = setUpIdempotency(upstream);
  const [first, second] = [ask("k"), ask("k")];
  await settle();
  first.leave();
  await assert.rejects(first.done, kindOf("client-closed"));
  await settle();
  assert.equal(executed.length, 2);
  gates[1]?.resolve(documentReply({ text: "second" }));
  assert.match((await second.done).text, /second/);
});

test("a repeat that leaves, or whose time is up, waits no more; the others do", async () => {
  const { gates, upstream } = gated();
  const { ask, executed, executions } = setUpIdempotency(upstream);
  const [first, second, third] = [ask("k"), ask("k"), ask("k")];
  await settle();
  second.leave();
  await assert.rejects(second.done, kindOf("client-closed"));
  gates[0]?.reject(failure("connect"));
  await assert.rejects(first.done, kindOf("connect"));
  await settle();
  assert.equal(executed.length, 2, "the one who left is not executed");
  gates[1]?.resolve(documentReply({ text: "third" }));
  await third.done;
  assert.equal(executions.running, 0);
});

test("an incomplete answer is shared with those who wait and executed again later", async () => {
  const { gates, upstream } = gated();
  const { ask, executed } = setUpIdempotency(upstream);
  const [first, second] = [ask("k"), ask("k")];
  await settle();
  gates[0]?.resolve(documentReply({ error: "under status 200" }));
  assert.equal((await first.done).text, (await second.done).text);
  const third = ask("k");
  await settle();
  assert.equal(executed.length, 2);
  gates[1]?.resolve(documentReply({ text: "…" }));
  await third.done;
});

test("a fixed text of the ladder is not kept, an answer of its other upstream is", async () => {
  for (const [rung, executions] of [
    ["reply", 2],
    ["stale", 2],
    ["upstream", 1],
  ] as const) {
    const { ask, executed } = setUpIdempotency(async (call) => {
      call.record.set("degraded", { rung, reason: "connect" });
      return documentReply({ text: "…" });
    });
    await ask("k").done;
    await ask("k").done;
    assert.equal(executed.length, executions, rung);
  }
});

test("an answer beyond the bound reaches its caller whole; a repeat is executed", async () => {
  const { ask, executed, executions } = setUpIdempotency(answering, { maxAnswerBytes: 10 });
  const [first, second] = [ask("k"), ask("k")];
  assert.match((await first.done).text, /answer/);
  assert.match((await second.done).text, /answer/);
  await ask("k").done;
  assert.equal(executed.length, 3);
  assert.equal(executions.keptBytes, 0);
});

test("repeats of an answer that has passed the bound do not wait for its end", async () => {
  const frames = [event({ delta: "a".repeat(200) }), event({ delta: "b" }), done];
  const gate = Promise.withResolvers<void>();
  const { executed, ask } = setUpIdempotency(
    async () => {
      async function* slowly() {
        yield frames[0] ?? done;
        await gate.promise;
        yield* frames.slice(1);
      }
      return eventsReply([], { body: slowly() });
    },
    { maxAnswerBytes: 100 },
  );
  const all = [ask("k"), ask("k"), ask("k")];
  await settle();
  assert.equal(executed.length, 3);
  gate.resolve();
  for (const { done: over } of all) assert.match((await over).text, /DONE|b/);
});

test("the oldest answers make room", async () => {
  const { ask, executed, executions } = setUpIdempotency(answering, { maxBytes: 3_000 });
  for (const key of ["a", "b", "c"]) await ask(key).done;
  assert.ok(executions.keptBytes <= 3_000);
  await ask("c").done;
  assert.equal(executed.length, 3);
  await ask("a").done;
  assert.equal(executed.length, 4);
});

test("a reply that nobody reads lets the next one execute when its call ends", async () => {
  const { ask, executed, executions } = setUpIdempotency(async () =>
    documentReply({}, { body: { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) } }),
  );
  const first = ask("k");
  await settle();
  first.leave();
  await assert.rejects(first.done);
  assert.equal(executions.running, 0);
  const second = ask("k");
  await settle();
  assert.equal(executed.length, 2);
  second.leave();
});

type Step = "ask" | "answer" | "fail" | "leave";

test("however repeats, answers, failures and clients that leave follow each other, one answer is given and nothing is left", async () => {
  const steps = fc.array(fc.constantFrom<Step>("ask", "ask", "answer", "fail", "leave"), { maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const { gates, upstream } = gated();
      const { ask, executed, executions } = setUpIdempotency(upstream);
      const asked: ReturnType<typeof ask>[] = [];
      let answered = 0;
      const act = async (step: Step) => {
        const running = executions.running === 1;
        if (step === "ask") asked.push(ask("k"));
        if (step === "leave") asked[Math.floor(asked.length / 2)]?.leave();
        if (step === "answer" && running) {
          answered++;
          gates.at(-1)?.resolve(documentReply({ text: `answer ${answered}` }));
        }
        if (step === "fail" && running) gates.at(-1)?.reject(failure("connect"));
        await settle();
      };
      for (const step of sequence) {
        const before = executed.length;
        await act(step);
        assert.ok(executed.length - before <= 1, "two executions at once");
        assert.ok(answered <= 1, "an answer was kept, and yet there was another execution");
      }
      // What is still waiting gets an answer.
      await act("answer");
      assert.ok(answered <= 1);
      const outcomes = await Promise.allSettled(asked.map((one) => one.done));
      const texts = new Set(outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value.text] : [])));
      assert.ok(texts.size <= 1, "two repeats got different answers");
      assert.equal(executions.running, 0);
    }),
    { numRuns: 60 },
  );
});
