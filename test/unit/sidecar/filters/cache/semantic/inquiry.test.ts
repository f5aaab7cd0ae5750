import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { WholeBody } from "../../../../../../sidecar/core/whole-body.ts";
import { dialectOf } from "../../../../../../sidecar/dialects/registry.ts";
import { similarityOf } from "../../../../../../sidecar/embedding/unit-vector.ts";
import { testCall } from "../../../../../support/calls.ts";
import { settle } from "../../../../../support/fake-clock.ts";
import { chat, setUpSemantic } from "./set-up.ts";

const ASKED = "How do I reset my password?";
const REPHRASED = "What is the way to reset my password?";
const OTHER = "How do I reset my router?";

/** The first question has been answered, and the second one means the same. */
async function answered(options: Parameters<typeof setUpSemantic>[0] = {}) {
  const cached = setUpSemantic(options);
  cached.embedder.alike(ASKED, REPHRASED, OTHER);
  await cached.ask(ASKED);
  return cached;
}

describe("the semantic cache, when it gives answers", () => {
  it("gives the answer to a question that means the same, and says how similar it is and how old", async () => {
    const cached = await answered();
    await cached.clock.advance(5_000);
    const { body, outcome, similarity = 0, age, reply } = await cached.ask(REPHRASED);
    assert.equal(outcome, "semantic-hit");
    assert.match(body, /answer 1/);
    assert.ok(similarity > 0.8 && similarity <= 1, String(similarity));
    assert.equal(age, 5);
    assert.equal(reply.headers["age"], "5");
    assert.equal(cached.reached.length, 1);
    assert.deepEqual(cached.outcomes(), ["nothing-similar", "hit"]);
  });

  it("gives it although somebody asked for the answer on another wire before its question was embedded", async () => {
    const cached = setUpSemantic();
    cached.embedder.alike(ASKED, REPHRASED);
    const embed = cached.embedder.embed.bind(cached.embedder);
    const release = Promise.withResolvers<void>();
    let embedded = 0;
    // The first one looks the question up, the second one is to insert it.
    cached.embedder.embed = async (...asked) => {
      if (++embedded === 2) await release.promise;
      return embed(...asked);
    };
    await cached.ask(ASKED);
    const { reply, outcome } = await cached.ask(ASKED);
    assert.equal(outcome, "hit");
    assert.ok(reply.body instanceof WholeBody);
    reply.body.encoded({}, () => Buffer.from("on another wire"));
    release.resolve();
    await settle();
    assert.equal((await cached.ask(REPHRASED)).outcome, "semantic-hit");
  });

  it("gives it as a stream to who asks for one", async () => {
    const cached = await answered();
    const { outcome, body } = await cached.ask(chat(REPHRASED, { stream: true }));
    assert.equal(outcome, "semantic-hit");
    assert.match(body, /^data: /);
    assert.match(body, /\[DONE\]/);
  });

  it("does not give it where a guard speaks against it, however similar", async () => {
    const cached = await answered();
    const { outcome } = await cached.ask(OTHER);
    assert.equal(outcome, "miss");
    assert.equal(cached.reached.length, 2);
    assert.match(String(cached.outcomes().at(-1)), /^guard:/);
  });

  it("goes on to the next candidate when a guard refuses the nearest", async () => {
    const traps = ["router", "phone", "watch", "alarm"].map((thing) => `How do I reset my ${thing}?`);
    const cached = setUpSemantic();
    cached.embedder.alike(ASKED, REPHRASED, ...traps);
    for (const question of [...traps, ASKED]) await cached.ask(question);
    const { outcome, body, similarity = 0 } = await cached.ask(REPHRASED);
    assert.equal(outcome, "semantic-hit");
    assert.match(body, /answer 5/);
    const [wanted = new Float32Array(), ...others] = await cached.embedder.embed(
      [REPHRASED, ...traps],
      new AbortController().signal,
    );
    const nearest = Math.max(...others.map((vector) => similarityOf(wanted, vector)));
    assert.ok(nearest > similarity, "or this is no test");
  });

  it("gives none that is older than its ttl", async () => {
    const cached = await answered({
      cache: { exact: { ttl: "60s" }, semantic: { mode: "on", compare: 0, ttl: "10s" } },
    });
    await cached.clock.advance(9_999);
    assert.equal((await cached.ask(REPHRASED)).outcome, "semantic-hit");
    await cached.clock.advance(1);
    assert.equal((await cached.ask(REPHRASED)).outcome, "miss");
    assert.equal(cached.outcomes().at(-1), "expired");
  });

  it("gives none that is older than the caller will have", async () => {
    const cached = await answered();
    await cached.clock.advance(5_000);
    const headers = { "cache-control": "max-age=2" };
    assert.equal((await cached.ask(REPHRASED, { headers })).outcome, "miss");
    assert.equal(cached.outcomes().at(-1), "expired");
  });

  it("does not answer a question by its own answer once that has expired", async () => {
    const cached = await answered({
      cache: { exact: { ttl: "10s" }, semantic: { mode: "on", compare: 0, ttl: "60s" } },
      keepStaleMs: 60_000,
    });
    await cached.clock.advance(20_000);
    assert.equal((await cached.ask(ASKED)).outcome, "miss");
    await cached.clock.advance(20_000);
    assert.equal((await cached.ask(REPHRASED)).outcome, "semantic-hit");
  });

  it("finds nothing that was purged, nor what had to make room", async () => {
    const purged = await answered();
    purged.store.purge(["route:chat"]);
    assert.equal((await purged.ask(REPHRASED)).outcome, "miss");
    assert.equal(purged.outcomes().at(-1), "nothing-similar");
    const small = await answered({ maxEntries: 1 });
    await small.ask("What is the capital of France?");
    assert.equal(small.semanticCache.entries, 1);
    assert.equal((await small.ask(REPHRASED)).outcome, "miss");
  });

  it("keeps no question whose answer was purged while it was embedded", async () => {
    const cached = setUpSemantic();
    cached.embedder.alike(ASKED, REPHRASED);
    const call = testCall(dialectOf("openai-chat"), chat(ASKED));
    const { body } = await cached.handle(call);
    for await (const _ of body);
    cached.store.purge(["route:chat"]);
    await settle();
    assert.equal(cached.semanticCache.entries, 0);
  });

  it("is asked by those who want a cached answer or none, too", async () => {
    const cached = await answered();
    const headers = { "cache-control": "only-if-cached" };
    assert.equal((await cached.ask(REPHRASED, { headers })).outcome, "semantic-hit");
    await assert.rejects(cached.ask(OTHER, { headers }), { kind: "not-cached" });
  });
});

describe("what is not looked up", () => {
  const cases: readonly [string, Parameters<typeof chat>[1], string][] = [
    ["tools on offer", { tools: [{ type: "function", function: { name: "get_x" } }] }, "agent-turn"],
    [
      "results of tools",
      {
        messages: [
          { role: "user", content: ASKED },
          { role: "assistant", content: null, tool_calls: [{ id: "1", type: "function", function: {} }] },
          { role: "tool", tool_call_id: "1", content: "12" },
          { role: "user", content: REPHRASED },
        ],
      },
      "agent-turn",
    ],
    [
      "pictures",
      {
        messages: [
          { role: "user", content: [{ type: "image_url", image_url: { url: "https://a.example/b.png" } }] },
        ],
      },
      "no-question",
    ],
    ["a turn of the assistant", { messages: [{ role: "assistant", content: "I" }] }, "no-question"],
  ];
  for (const [what, more, reason] of cases) {
    it(`${what}: ${reason}`, async () => {
      const cached = setUpSemantic({
        cache: { exact: { ttl: "60s", readOnlyTools: ["*"] }, semantic: { mode: "on", compare: 0 } },
      });
      assert.equal((await cached.ask(chat(ASKED, more))).outcome, "miss");
      assert.equal(cached.outcomes()[0], reason);
      assert.deepEqual(cached.embedder.asked, []);
      assert.equal(cached.semanticCache.entries, 0);
    });
  }

  it("personal data, unless answers are one person's own", async () => {
    const personal = "Which plan does jane.doe@acme.example have?";
    const shared = setUpSemantic();
    await shared.ask(personal);
    await shared.ask({
      model: "m",
      messages: [
        { role: "user", content: personal },
        { role: "assistant", content: "The large one." },
        { role: "user", content: ASKED },
      ],
    });
    await shared.ask({
      model: "m",
      messages: [
        { role: "user", content: "Hello" },
        { role: "assistant", content: "Shall I write to jane.doe@acme.example?" },
        { role: "user", content: ASKED },
      ],
    });
    assert.deepEqual(new Set(shared.outcomes()), new Set(["personal-data"]));
    assert.deepEqual(shared.embedder.asked, []);
    const own = setUpSemantic({ cache: { isolate: "user" } });
    await own.ask(personal, { user: "jane" });
    assert.equal(own.semanticCache.entries, 1);
  });

  it("conversations that are too long to be searched for it", async () => {
    const cached = setUpSemantic();
    const long = "Nothing of note. ".repeat(2_500);
    await cached.ask({
      model: "m",
      messages: [
        { role: "user", content: long },
        { role: "user", content: ASKED },
      ],
    });
    assert.equal(cached.outcomes()[0], "too-long");
    assert.deepEqual(cached.embedder.asked, []);
  });

  it("what redaction has found, too", async () => {
    const cached = setUpSemantic();
    const call = testCall(dialectOf("openai-chat"), chat("Which plan does [EMAIL_1] have?"));
    call.record.set("redactions", { email: 1 });
    for await (const _ of (await cached.handle(call)).body);
    assert.deepEqual(cached.outcomes()[0], "personal-data");
  });

  it("what may not be told to the embedder", async () => {
    const cached = setUpSemantic({ mayEmbed: () => false });
    await cached.ask(ASKED);
    assert.equal(cached.outcomes()[0], "embedder-denied");
    assert.deepEqual(cached.embedder.asked, []);
  });

  for (const reason of ["queue-full", "timeout", "failed", "too-long", "unreadable", "closed"] as const) {
    it(`what the embedder refuses is a plain miss: ${reason}`, async () => {
      const cached = setUpSemantic();
      cached.embedder.fail(reason);
      const { outcome, body } = await cached.ask(ASKED);
      assert.equal(outcome, "miss");
      assert.match(body, /answer 1/);
      assert.deepEqual(cached.outcomes(), [reason]);
      // What may be better by then is tried once more, so that the question can be found.
      const isLasting = reason === "too-long" || reason === "unreadable";
      assert.equal(cached.embedder.asked.length, isLasting ? 1 : 2);
      assert.deepEqual(cached.telemetry.named("internalError"), []);
    });
  }
});

describe("the semantic cache, when it only compares", () => {
  const SHADOW = { exact: { ttl: "60s" }, semantic: { mode: "shadow" } } as const;

  it("never makes a call wait: an embedder that never answers costs it nothing", async () => {
    const cached = setUpSemantic({ cache: SHADOW });
    cached.embedder.fail("never");
    const { outcome, body } = await cached.ask(ASKED);
    assert.equal(outcome, "miss");
    assert.match(body, /answer 1/);
    assert.deepEqual(cached.embedder.asked, [ASKED]);
  });

  it("asks the upstream, and counts that both answers agree", async () => {
    const cached = await answered({ cache: SHADOW, answer: () => "Open the settings." });
    const { outcome } = await cached.ask(REPHRASED);
    assert.equal(outcome, "miss");
    assert.equal(cached.reached.length, 2);
    assert.deepEqual(cached.outcomes(), ["nothing-similar", "found"]);
    assert.deepEqual(cached.agreed(), [true]);
    assert.deepEqual(cached.telemetry.named("semanticFalseHits").at(-1)?.values, ["chat", 0]);
  });

  it("compares as often as there is something to compare", async () => {
    const cached = await answered({ cache: SHADOW, answer: () => "Open the settings." });
    const forms = ["How can I reset my password?", "how do i reset my password", "How to reset my password?"];
    const others = [
      "Please tell me how to reset my password",
      "how can i reset my password please",
      REPHRASED,
    ];
    cached.embedder.alike(ASKED, ...forms, ...others);
    await cached.ask(chat(ASKED, { seed: 1 }));
    for (const form of [...forms, ...others]) await cached.ask(chat(form, { seed: 1 }));
    assert.deepEqual(cached.agreed(), [true, true, true, true, true, true]);
  });

  it("counts that they do not", async () => {
    const cached = await answered({ cache: SHADOW });
    await cached.ask(REPHRASED);
    assert.deepEqual(cached.agreed(), [false]);
    assert.deepEqual(cached.telemetry.named("semanticFalseHits").at(-1)?.values, ["chat", 1]);
  });

  it("tells the caller nothing of it", async () => {
    const cached = await answered({ cache: SHADOW });
    const { call } = await cached.ask(REPHRASED);
    assert.equal(call.record.get("cacheSimilarity"), undefined);
  });

  it("says nothing of a comparison for which there is no vector", async () => {
    const answers = ["Open the settings, please.", "Please open your settings."];
    const cached = await answered({ cache: SHADOW, answer: (_call, number) => answers[number - 1] ?? "" });
    const call = testCall(dialectOf("openai-chat"), chat(REPHRASED));
    const { body } = await cached.handle(call);
    await settle();
    cached.embedder.fail("queue-full");
    for await (const _ of body);
    await settle();
    assert.deepEqual(cached.agreed(), [undefined]);
    assert.deepEqual(cached.telemetry.named("semanticFalseHits"), []);
  });

  it("compares a share of the hits where answers are given", async () => {
    const cached = await answered({
      cache: { exact: { ttl: "60s" }, semantic: { mode: "on", compare: 0.5 } },
      chances: [0.9, 0.6, 0.4],
      answer: () => "Open the settings.",
    });
    assert.equal((await cached.ask(REPHRASED)).outcome, "semantic-hit");
    assert.deepEqual(cached.agreed(), []);
    assert.equal((await cached.ask(REPHRASED)).outcome, "miss");
    assert.deepEqual(cached.agreed(), [true]);
  });
});

describe("a route that has to prove itself", () => {
  const CACHE = {
    exact: { ttl: "60s" },
    semantic: { mode: "on", compare: 1, promoteWhen: "falseHitRate < 0.5 over 2" },
  } as const;
  const FORMS = [
    "How do I reset my password?",
    "How can I reset my password?",
    "What is the way to reset my password?",
    "Please tell me how to reset my password",
    "how do i reset my password",
    "How to reset my password?",
  ];

  it("only compares at first, gives hits once it has, and no more when it is wrong again", async () => {
    let answer = "Open the settings.";
    const cached = setUpSemantic({
      cache: { ...CACHE, semantic: { ...CACHE.semantic, compare: 0.5 } },
      answer: () => answer,
      chances: [0.9, 0.1, 0.1],
    });
    cached.embedder.alike(...FORMS);
    const [one = "", two = "", three = "", four = "", five = "", six = ""] = FORMS;
    await cached.ask(one);
    assert.equal((await cached.ask(two)).outcome, "miss");
    assert.equal(cached.promotion.gives, false);
    assert.equal((await cached.ask(three)).outcome, "miss");
    assert.equal(cached.promotion.gives, true);
    assert.deepEqual(cached.telemetry.named("semanticCachePromoted")[0]?.values, ["chat", 0, 2]);
    assert.equal((await cached.ask(four)).outcome, "semantic-hit");
    // From here on the upstream says something else, and the share that is compared shows it.
    answer = "Call 0800 12.";
    assert.equal((await cached.ask(five)).outcome, "miss");
    assert.equal(cached.promotion.gives, false);
    assert.deepEqual(cached.telemetry.named("semanticCacheDemoted")[0]?.values, ["chat", 0.5, 2]);
    assert.equal((await cached.ask(six)).outcome, "miss");
  });
});
