import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call } from "../../../../../sidecar/core/call.ts";
import { isJsonArray, isJsonObject, type JsonObject } from "../../../../../sidecar/core/json.ts";
import { dialectOf } from "../../../../../sidecar/dialects/registry.ts";
import { PlaceholderBook } from "../../../../../sidecar/filters/redact/placeholder-book.ts";
import type { SessionVaults } from "../../../../../sidecar/filters/redact/session-vaults.ts";
import { documentReply, testCall, text } from "../../../../support/calls.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";
import { policyOf } from "../../../../support/policies.ts";
import { redactFilterWith, sessionVaults } from "../../../../support/redaction.ts";

const CHAT = dialectOf("openai-chat");
const POLICIES = [
  policyOf({ redact: { entities: ["email", "ip"] } }),
  policyOf({ redact: { entities: ["email"] } }),
];

interface Turn {
  /** What the provider was told, and what the caller. */
  readonly sent: string;
  readonly said: string;
}

/** One call of a session, whose provider says `reply` of what it was told; ended at once unless told. */
async function turn(
  sessions: SessionVaults,
  content: string,
  overrides: Partial<Call> = {},
  reply: (told: string) => string = (told) => told,
): Promise<Turn> {
  const call = testCall(
    CHAT,
    { model: "m", messages: [{ role: "user", content }] },
    { policies: ["p0"], session: "s1", ...overrides },
  );
  let sent = "";
  const filter = redactFilterWith(POLICIES, { sessions });
  const answered = await filter.wrap(async ({ request }) => {
    const { messages } = request.document();
    const message = isJsonArray(messages) ? messages[0] : undefined;
    sent = isJsonObject(message) ? String(message.content) : "";
    return documentReply({ choices: [{ message: { content: reply(sent) } }] });
  })(call);
  const document: { choices: [{ message: { content: string } }] } = JSON.parse(await text(answered.body));
  call.end();
  return { sent, said: document.choices[0].message.content };
}

test("a value keeps its placeholder over the calls of a session", async () => {
  const sessions = sessionVaults();
  assert.equal((await turn(sessions, "a@x.com, b@x.com")).sent, "[EMAIL_1], [EMAIL_2]");
  assert.deepEqual(await turn(sessions, "b@x.com, c@x.com"), {
    sent: "[EMAIL_2], [EMAIL_3]",
    said: "b@x.com, c@x.com",
  });
});

test("without a session, and without a name for it, every call counts anew", async () => {
  const sessions = sessionVaults();
  for (const session of [undefined, ""]) {
    assert.equal((await turn(sessions, "a@x.com", { session })).sent, "[EMAIL_1]");
    assert.equal((await turn(sessions, "b@x.com", { session })).sent, "[EMAIL_1]");
  }
  assert.equal(sessions.size, 0);
});

test("another session, workload, user or set of policies has placeholders of its own", async () => {
  const sessions = sessionVaults();
  await turn(sessions, "a@x.com");
  const workload = { namespace: "default", serviceAccount: "other", labels: {} };
  for (const other of [{ session: "s2" }, { workload }, { user: "u" }, { policies: ["p1"] }]) {
    const { sent, said } = await turn(sessions, "b@x.com", other, (told) => `${told} [EMAIL_2] [EMAIL_1]`);
    assert.equal(sent, "[EMAIL_1]");
    assert.equal(said, "b@x.com [EMAIL_2] b@x.com");
  }
});

test("in a reply only those of this very call are put back", async () => {
  const sessions = sessionVaults();
  await turn(sessions, "a@x.com");
  assert.equal((await turn(sessions, "b@x.com", {}, () => "[EMAIL_1] [EMAIL_2]")).said, "[EMAIL_1] b@x.com");
  assert.equal((await turn(sessions, "nothing", {}, () => "[EMAIL_1]")).said, "[EMAIL_1]");
});

test("a provider that recalls the session's other calls gets all of its values put back", async () => {
  const sessions = sessionVaults();
  const responses = dialectOf("openai-responses");
  const ask = async (document: JsonObject, answer: (told: string) => string) => {
    const call = testCall(responses, { model: "m", ...document }, { policies: ["p0"], session: "s" });
    let sent = "";
    const reply = await redactFilterWith(POLICIES, { sessions }).wrap(async ({ request }) => {
      sent = String(request.document().input);
      const content = [{ type: "output_text", text: answer(sent) }];
      return documentReply({ output: [{ type: "message", role: "assistant", content }] });
    })(call);
    const said = await text(reply.body);
    call.end();
    return { sent, said };
  };
  const first = await ask({ input: "a@x.com" }, (told) => told);
  // The provider keeps it for longer than this process does: no other value may ever get that number.
  assert.match(first.sent, /^\[EMAIL_[1-9]\d{8}\]$/);
  const second = await ask(
    { input: "b@x.com", previous_response_id: "r1" },
    (told) => `${first.sent} ${told}`,
  );
  assert.match(second.said, /"a@x\.com b@x\.com"/);
  sessions.close();
  const third = await ask(
    { input: "c@x.com", previous_response_id: "r2" },
    (told) => `${first.sent} ${told}`,
  );
  assert.ok(third.said.includes(`"${first.sent} c@x.com"`), third.said);
});

test("the caller's own words are nobody's placeholder in a later call, either", async () => {
  const sessions = sessionVaults();
  await turn(sessions, "a@x.com");
  assert.deepEqual(await turn(sessions, "[EMAIL_1] is not a@x.com"), {
    sent: "[EMAIL_1] is not [EMAIL_2]",
    said: "[EMAIL_1] is not a@x.com",
  });
});

test("many calls of many sessions at once never see each other's values", async () => {
  const sessions = sessionVaults({ maxSessions: 40 });
  const filter = redactFilterWith(POLICIES, { sessions });
  const waiting: (() => void)[] = [];
  const calls = Array.from({ length: 3_000 }, async (_, index) => {
    const own = `u${index}@x${index % 7}.com`;
    const call = testCall(
      CHAT,
      { model: "m", messages: [{ role: "user", content: `${own} and ${own}` }] },
      { policies: ["p0"], ...(index % 3 === 0 ? {} : { session: `s${index % 60}` }) },
    );
    const reply = await filter.wrap(async ({ request }) => {
      const sent = Buffer.from(request.bytes()).toString();
      assert.doesNotMatch(sent, /@/);
      await new Promise<void>((resolve) => waiting.push(resolve));
      const all = Array.from({ length: 80 }, (_, number) => `[EMAIL_${number + 1}]`).join(" ");
      return documentReply({ choices: [{ message: { content: all } }] });
    })(call);
    const addresses = (await text(reply.body)).match(/\S+@[\w.]+/g) ?? [];
    assert.deepEqual(new Set(addresses.map((address) => address.replace(/^.*"/, ""))), new Set([own]));
    call.end();
  });
  while (waiting.length < 3_000) await new Promise((resolve) => setImmediate(resolve));
  for (const go of waiting.reverse()) go();
  await Promise.all(calls);
  assert.ok(sessions.size <= 40);
});

test("a session that is idle is forgotten, one that is used is not", async () => {
  const clock = new FakeClock();
  const sessions = sessionVaults({ idleMs: 1_000 }, clock);
  await turn(sessions, "a@x.com");
  for (let step = 0; step < 5; step++) {
    await clock.advance(800);
    assert.equal((await turn(sessions, `b${step}@x.com`)).sent, `[EMAIL_${step + 2}]`);
  }
  await clock.advance(2_000);
  assert.deepEqual([sessions.size, sessions.bytes, clock.running], [0, 0, 0]);
  assert.equal((await turn(sessions, "z@x.com")).sent, "[EMAIL_1]");
  sessions.close();
  assert.deepEqual([sessions.size, sessions.bytes, clock.running], [0, 0, 0]);
});

test("sessions are bounded in number and in memory, and the one idle for longest goes first", () => {
  const sessions = sessionVaults({ maxSessions: 2, maxBytes: 10_000 });
  const say = (key: string, value: string): string => {
    const lease = sessions.lease(key, () => new PlaceholderBook());
    const number = lease.book.numberFor("EMAIL", value, true, () => false);
    lease.release();
    lease.release();
    return `${key}${number}`;
  };
  assert.deepEqual([say("a", "1"), say("b", "1"), say("a", "2"), say("c", "1")], ["a1", "b1", "a2", "c1"]);
  assert.equal(sessions.size, 2);
  assert.equal(say("b", "2"), "b1", "it was idle for longest");
  say("d", "x".repeat(20_000));
  assert.ok(sessions.bytes <= 10_000);
  assert.equal(say("d", "y"), "d1", "it was too large to be kept");
});

test("a call in flight keeps what it has while its session is forgotten", () => {
  const sessions = sessionVaults({ maxSessions: 1 });
  const lease = sessions.lease("a", () => new PlaceholderBook());
  lease.book.numberFor("EMAIL", "a@x.com", true, () => false);
  sessions.lease("b", () => new PlaceholderBook()).release();
  assert.equal(lease.book.restorable("EMAIL", 1), "a@x.com");
  lease.release();
  assert.equal(lease.book.restorable("EMAIL", 1), undefined);
});
