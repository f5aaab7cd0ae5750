import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import type { PolicySpec } from "../../../../../config/schema/policy.ts";
import type { Call, Frame, Handler } from "../../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import { isJsonArray, isJsonObject, type Json } from "../../../../../sidecar/core/json.ts";
import { dialectOf } from "../../../../../sidecar/dialects/registry.ts";
import { encodeEvent, parseEvent } from "../../../../../sidecar/dialects/sse/event.ts";
import { compileRedactions } from "../../../../../sidecar/filters/redact/compile.ts";
import { createRedactFilter } from "../../../../../sidecar/filters/redact/filter.ts";
import { Vault } from "../../../../../sidecar/filters/redact/vault.ts";
import { collect, documentReply, eventsReply, framesOf, testCall, text } from "../../../../support/calls.ts";

const CHAT = dialectOf("openai-chat");
const POLICY: PolicySpec = {
  redact: { entities: ["email", "card", "iban", "ssn", "ip"], action: "tokenize", restore: true },
};
const filterWith = (...policies: readonly PolicySpec[]) =>
  createRedactFilter({
    rulesFor: compileRedactions(new Map(policies.map((policy, index) => [`p${index}`, policy]))),
    dialectOf,
  });
const ask = (content: string, overrides: Partial<Call> = {}) =>
  testCall(
    CHAT,
    { model: "m", stream: true, messages: [{ role: "user", content }] },
    { policies: ["p0"], ...overrides },
  );

function contentOf(call: Call): string {
  const { messages } = call.request.document();
  const message = isJsonArray(messages) ? messages.at(-1) : undefined;
  return isJsonObject(message) ? String(message.content) : "";
}

const delta = (content: string, finish: string | null = null): Frame =>
  encodeEvent({
    data: JSON.stringify({
      id: "c",
      object: "chat.completion.chunk",
      created: 1,
      model: "m",
      choices: [{ index: 0, delta: finish === null ? { content } : {}, finish_reason: finish }],
    }),
  });
const DONE = encodeEvent({ data: "[DONE]" });

function streamedText(frames: readonly Frame[]): string {
  return frames
    .map((frame) => parseEvent(frame).data)
    .filter((data) => data !== "[DONE]")
    .map((data) => {
      const event: Json = JSON.parse(data);
      const choice = isJsonObject(event) && isJsonArray(event.choices) ? event.choices[0] : undefined;
      const part = isJsonObject(choice) ? choice.delta : undefined;
      return isJsonObject(part) && typeof part.content === "string" ? part.content : "";
    })
    .join("");
}

/** A provider that answers by `wording` of what it was told, in deltas cut at the given places. */
const echoing =
  (cuts: readonly number[], wording: (told: string) => string = (told) => told): Handler =>
  async (call) => {
    const said = wording(contentOf(call));
    const places = [...new Set(cuts.map((cut) => cut % (said.length + 1)))].sort(
      (left, right) => left - right,
    );
    const pieces = [0, ...places].map((from, index) => said.slice(from, places[index] ?? said.length));
    return eventsReply([...pieces.map((piece) => delta(piece)), delta("", "stop"), DONE]);
  };

const value = fc.constantFrom(
  "ada@example.com",
  "grace.hopper@navy.example",
  "4111 1111 1111 1111",
  "10.20.30.40",
  "078-05-1120",
);
const words = fc.constantFrom(
  " hello ",
  " [",
  "] ",
  " [EMAIL_",
  " _1] ",
  " \\ ",
  " [CARD_9] ",
  " é𝄞 ",
  "\n",
  " [email_1] ",
);
const sentence = fc.array(fc.oneof(words, value), { maxLength: 12 }).map((parts) => parts.join(" "));

test("what was redacted comes back whole, however the stream is cut", async () => {
  await fc.assert(
    fc.asyncProperty(sentence, fc.array(fc.nat(400), { maxLength: 30 }), async (content, cuts) => {
      const reply = await filterWith(POLICY).wrap(echoing(cuts))(ask(content));
      assert.equal(streamedText(await collect(reply.body)), content);
    }),
    { numRuns: 300 },
  );
});

test("cut between every two characters, streamed and unary replies say the same", async () => {
  const content = "To ada@example.com, from 10.20.30.40: [EMAIL_1] is not an address.";
  const everyCharacter = Array.from({ length: 200 }, (_, index) => index);
  const streamed = await filterWith(POLICY).wrap(echoing(everyCharacter))(ask(content));
  const unary = await filterWith(POLICY).wrap(async (call) =>
    documentReply({ choices: [{ index: 0, message: { role: "assistant", content: contentOf(call) } }] }),
  )(ask(content, { stream: false }));
  const document: Json = JSON.parse(await text(unary.body));
  assert.equal(streamedText(await collect(streamed.body)), content);
  assert.deepEqual(document, { choices: [{ index: 0, message: { role: "assistant", content } }] });
});

test("no value is left in the request, wherever it stands", async () => {
  await fc.assert(
    fc.asyncProperty(sentence, async (content) => {
      await filterWith(POLICY).wrap(async (call) => {
        const sent = Buffer.from(call.request.bytes()).toString("utf8");
        for (const secret of [
          "ada@example.com",
          "grace.hopper@navy.example",
          "4111 1111",
          "10.20.30.40",
          "078-05-1120",
        ]) {
          assert.ok(!sent.includes(secret), sent);
        }
        return documentReply({});
      })(ask(content));
    }),
  );
});

test("a placeholder comes back in the spellings that models give it", async () => {
  for (const spelling of ["[EMAIL_1]", "[email_1]", "**[Email_1]**", "`[EMAIL_1]`", "\\[EMAIL\\_1\\]"]) {
    for (let cut = 0; cut <= spelling.length; cut++) {
      const reply = await filterWith(POLICY).wrap(echoing([cut], () => spelling))(ask("ada@example.com"));
      const said = streamedText(await collect(reply.body));
      assert.ok(said.includes("ada@example.com"), `${spelling} cut at ${cut} came out as ${said}`);
    }
  }
});

test("text is held back only while it could begin a placeholder, and no longer than one", async () => {
  const seen: string[] = [];
  const provider: Handler = async () =>
    eventsReply([
      delta("see [EMAIL"),
      delta(" and [X_1] and [EMAIL_2"),
      delta("] and ["),
      delta("", "stop"),
      DONE,
    ]);
  const reply = await filterWith(POLICY).wrap(provider)(ask("ada@example.com"));
  for await (const frame of reply.body) seen.push(streamedText([frame]));
  assert.deepEqual(seen, ["see ", "[EMAIL and [X_1] and [EMAIL_2", "] and ", "[", "", ""]);
});

test("the same value has the same placeholder, and numbers follow first appearance", async () => {
  let told = "";
  await filterWith(POLICY).wrap(async (call) => {
    told = contentOf(call);
    return documentReply({});
  })(ask("b@example.com a@example.com b@example.com"));
  assert.equal(told, "[EMAIL_1] [EMAIL_2] [EMAIL_1]");
});

test("a placeholder that the caller wrote is nobody's", async () => {
  const reply = await filterWith(POLICY).wrap(echoing([]))(ask("[EMAIL_1] is what ada@example.com wrote"));
  assert.equal(streamedText(await collect(reply.body)), "[EMAIL_1] is what ada@example.com wrote");
});

test("two calls at once never see each other's values", async () => {
  const filter = filterWith(POLICY);
  const one = await filter.wrap(echoing([3, 5]))(ask("one@example.com"));
  const two = await filter.wrap(echoing([3, 5]))(ask("two@example.com"));
  const [first, second] = await Promise.all([collect(one.body), collect(two.body)]);
  assert.equal(streamedText(first), "one@example.com");
  assert.equal(streamedText(second), "two@example.com");
});

test("nothing found: the same bytes go out and the very same reply comes back", async () => {
  const call = ask("nothing to see");
  const answer = eventsReply([DONE]);
  const reply = await filterWith(POLICY).wrap(async (seen) => {
    assert.equal(seen.request, call.request);
    return answer;
  })(call);
  assert.equal(reply, answer);
  assert.deepEqual(call.record.get("redactions"), {});
});

test("a value with quotes and line ends leaves JSON arguments valid", async () => {
  const vault = new Vault();
  const placeholder = vault.placeholderFor("secret", 'a"b\\c\nd');
  const restored = vault.restore(`{"key":"${placeholder}"}`, (found) => JSON.stringify(found).slice(1, -1));
  assert.deepEqual(JSON.parse(restored), { key: 'a"b\\c\nd' });
});

test("where policies disagree the stricter wins: removed is not reversible, reported is left as it is", async () => {
  const remove: PolicySpec = { redact: { entities: ["email"], action: "remove", restore: true } };
  const report: PolicySpec = { redact: { entities: ["ip"], action: "report", restore: true } };
  const call = ask("ada@example.com 10.20.30.40", { policies: ["p0", "p1", "p2"] });
  const filter = filterWith(
    { redact: { entities: ["email"], action: "tokenize", restore: true } },
    remove,
    report,
  );
  const reply = await filter.wrap(echoing([]))(call);
  assert.equal(streamedText(await collect(reply.body)), "[EMAIL] 10.20.30.40");
  assert.deepEqual(call.record.get("redactions"), { email: 1, ip: 1 });
});

test("a provider's refusal that quotes the request quotes the caller's own words", async () => {
  const body = Buffer.from(JSON.stringify({ error: { message: "bad: [EMAIL_1]" } }));
  const refusal = new AiosError("upstream-rejected", "refused", {
    answer: { status: 400, headers: {}, body },
  });
  const failing = filterWith(POLICY).wrap(() => Promise.reject(refusal))(ask("ada@example.com"));
  await assert.rejects(failing, (error: unknown) => {
    assert.ok(error instanceof AiosError);
    assert.match(Buffer.from(error.answer?.body ?? []).toString("utf8"), /bad: ada@example\.com/);
    return true;
  });
});

test("what had arrived before a stream broke is handed on, then the error", async () => {
  const provider: Handler = async () =>
    eventsReply([], { body: framesOf([delta("so far [EMAIL")], new AiosError("upstream-cut", "cut")) });
  const reply = await filterWith(POLICY).wrap(provider)(ask("ada@example.com"));
  const frames: Frame[] = [];
  await assert.rejects(
    async () => {
      for await (const frame of reply.body) frames.push(frame);
    },
    { kind: "upstream-cut" },
  );
  assert.equal(streamedText(frames), "so far [EMAIL");
});

test("the vault prints as counts and is empty after the call", async () => {
  const vault = new Vault();
  vault.placeholderFor("email", "ada@example.com");
  assert.doesNotMatch(inspect(vault, { depth: 9 }) + JSON.stringify({ vault }), /ada/);
  const call = ask("ada@example.com");
  let restored = "";
  const reply = await filterWith(POLICY).wrap(echoing([]))(call);
  call.end();
  restored = streamedText(await collect(reply.body));
  assert.equal(restored, "[EMAIL_1]");
});
