import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import type { PolicySpec } from "../../../../../config/schema/policy.ts";
import type { Call, Frame, Handler, Headers } from "../../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../../../../sidecar/core/json.ts";
import { dialectOf } from "../../../../../sidecar/dialects/registry.ts";
import { encodeEvent, parseEvent } from "../../../../../sidecar/dialects/sse/event.ts";
import { Vault } from "../../../../../sidecar/filters/redact/vault.ts";
import { collect, documentReply, eventsReply, framesOf, testCall, text } from "../../../../support/calls.ts";
import { policyOf } from "../../../../support/policies.ts";
import { redactFilterWith } from "../../../../support/redaction.ts";

const CHAT = dialectOf("openai-chat");
const POLICY = policyOf({
  redact: { entities: ["email", "card", "iban", "ssn", "ip"], action: "tokenize", restore: true },
});
const filterWith = (...policies: readonly PolicySpec[]) => redactFilterWith(policies);
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
  const placeholder = vault.placeholderFor("SECRET", 'a"b\\c\nd');
  const restored = vault.restore(`{"key":"${placeholder}"}`, "json");
  assert.deepEqual(JSON.parse(restored), { key: 'a"b\\c\nd' });
});

test("where policies disagree the stricter wins: removed is not reversible, reported is left as it is", async () => {
  const remove = policyOf({ redact: { entities: ["email"], action: "remove", restore: true } });
  const report = policyOf({ redact: { entities: ["ip"], action: "report", restore: true } });
  const call = ask("ada@example.com 10.20.30.40", { policies: ["p0", "p1", "p2"] });
  const filter = filterWith(
    policyOf({ redact: { entities: ["email"], action: "tokenize", restore: true } }),
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
  vault.placeholderFor("EMAIL", "ada@example.com");
  assert.doesNotMatch(inspect(vault, { depth: 9 }) + JSON.stringify({ vault }), /ada/);
  const call = ask("ada@example.com");
  let restored = "";
  const reply = await filterWith(POLICY).wrap(echoing([]))(call);
  call.end();
  restored = streamedText(await collect(reply.body));
  assert.equal(restored, "[EMAIL_1]");
});

const KEY = `-----BEGIN PRIVATE KEY-----\n${"aB3/".repeat(16)}\n-----END PRIVATE KEY-----`;
const UNQUOTED: readonly string[] = [
  'write to "maria lopez"@example.com now',
  `the key is\n${KEY}\nand thanks`,
];
const SECRETS = policyOf({ redact: { entities: ["email", "secret"], action: "tokenize", restore: true } });

test("an answer that was asked for as JSON is JSON with the values in it, streamed and unary", async () => {
  for (const type of ["json_object", "json_schema"]) {
    for (const content of UNQUOTED) {
      const body = { model: "m", messages: [{ role: "user", content }], response_format: { type } };
      const call = testCall(CHAT, body, { policies: ["p0"] });
      const asJson = (told: string): string => JSON.stringify({ answer: told });
      const streamed = await filterWith(SECRETS).wrap(echoing([20, 21, 30], asJson))(call);
      assert.deepEqual(JSON.parse(streamedText(await collect(streamed.body))), { answer: content });
      const unary = await filterWith(SECRETS).wrap(async (seen) =>
        documentReply({ choices: [{ index: 0, message: { content: asJson(contentOf(seen)) } }] }),
      )(call);
      const reply = JSON.parse(await text(unary.body));
      assert.deepEqual(JSON.parse(reply.choices[0].message.content), { answer: content });
    }
  }
});

test("Anthropic's structured output is JSON with the values in it", async () => {
  const format = { type: "json_schema", schema: {} };
  for (const asking of [{ output_config: { format } }, { output_format: format }]) {
    for (const content of UNQUOTED) {
      const body = { model: "m", max_tokens: 9, messages: [{ role: "user", content }], ...asking };
      const call = testCall(dialectOf("anthropic-messages"), body, { policies: ["p0"] });
      const reply = await filterWith(SECRETS).wrap(async (seen) =>
        documentReply({ content: [{ type: "text", text: JSON.stringify({ answer: contentOf(seen) }) }] }),
      )(call);
      const document = JSON.parse(await text(reply.body));
      assert.deepEqual(JSON.parse(document.content[0].text), { answer: content });
    }
  }
});

test("a refusal stays valid JSON where a backslash stands before a placeholder", async () => {
  for (const message of [String.raw`bad C:\[EMAIL_1]`, String.raw`bad \[EMAIL\_1\]`]) {
    const body = Buffer.from(JSON.stringify({ error: { message } }));
    const refusal = new AiosError("upstream-rejected", "refused", {
      answer: { status: 400, headers: {}, body },
    });
    await assert.rejects(
      filterWith(POLICY).wrap(() => Promise.reject(refusal))(ask("ada@example.com")),
      (error: unknown) => {
        assert.ok(error instanceof AiosError);
        const restored = JSON.parse(Buffer.from(error.answer?.body ?? []).toString("utf8"));
        assert.match(restored.error.message, /^bad (?:C:\\)?ada@example\.com$/);
        return true;
      },
    );
  }
});

test("numbers of more digits than a double holds are as the provider wrote them", async () => {
  const sent = '{"content":[{"type":"tool_use","input":{"id":1234567890123456789,"to":"[EMAIL_1]"}}]}';
  const call = testCall(
    dialectOf("anthropic-messages"),
    { model: "m", max_tokens: 9, messages: [{ role: "user", content: "ada@example.com" }] },
    { policies: ["p0"] },
  );
  const reply = await filterWith(POLICY).wrap(async () => ({
    ...documentReply({}),
    body: framesOf([Buffer.from(sent)]),
  }))(call);
  assert.equal(await text(reply.body), sent.replace("[EMAIL_1]", "ada@example.com"));
});

const deltaOn = (choice: number, content: string, id = "c"): Frame =>
  encodeEvent({
    data: JSON.stringify({ id, choices: [{ index: choice, delta: { content }, finish_reason: null }] }),
  });

test("text is held back on 256 channels at most; beyond that it is handed on as it came", async () => {
  const sent = Array.from({ length: 400 }, (_, choice) => deltaOn(choice, "["));
  const reply = await filterWith(POLICY).wrap(async () => eventsReply([...sent, DONE]))(
    ask("ada@example.com"),
  );
  const said = (await collect(reply.body)).slice(0, 400).map((frame) => streamedText([frame]));
  assert.equal(said.filter((piece) => piece === "").length, 256);
  assert.equal(said.filter((piece) => piece === "[").length, 144);
});

test("where replies are looked through, a stream beyond those bounds ends: no value slips through in pieces", async () => {
  const looking = policyOf({ redact: { entities: ["email"], direction: "both", action: "remove" } });
  const padding = "x".repeat(20_000);
  const many = (pieces: readonly string[]) =>
    pieces.flatMap((piece) => Array.from({ length: 300 }, (_, choice) => deltaOn(choice, piece)));
  const large = [deltaOn(0, "eve@exam", padding), deltaOn(0, "ple.com", padding)];
  for (const sent of [many(["eve@exam", "ple.com "]), large]) {
    const reply = await filterWith(looking).wrap(async () => eventsReply([...sent, DONE]))(ask("hello"));
    let said = "";
    await assert.rejects(
      async () => {
        for await (const frame of reply.body) said += streamedText([frame]);
      },
      { kind: "invalid-upstream-reply" },
    );
    assert.doesNotMatch(said, /eve|ple/);
  }
});

test("what a provider sends in place of documents and events is looked into as well", async () => {
  const looking = policyOf({ redact: { entities: ["email"], direction: "reply", action: "remove" } });
  const page = "<p>Ask eve@example.com";
  const sent = {
    document: documentReply({}, { body: framesOf([Buffer.from(page)]) }),
    events: eventsReply([Buffer.from(`data: ${page}\n\n`), Buffer.from(`data: ["${page}"]\n\n`), DONE]),
  };
  for (const [framing, reply] of Object.entries(sent)) {
    const said = await text((await filterWith(looking).wrap(async () => reply)(ask("hello"))).body);
    assert.ok(said.includes("<p>Ask [EMAIL]"), framing);
    assert.doesNotMatch(said, /eve@/, framing);
  }
});

test("of an event that began a placeholder no more is kept than the next one needs", async () => {
  const padding = "x".repeat(20_000);
  const provider: Handler = async () =>
    eventsReply([deltaOn(0, `${padding}[EMAIL_1`), deltaOn(1, "[EMAIL_1", padding), deltaOn(0, "]"), DONE]);
  const reply = await filterWith(POLICY).wrap(provider)(ask("ada@example.com"));
  const frames = await collect(reply.body);
  // The second event's own head is too large to be kept: what it says is handed on at once.
  assert.deepEqual(
    frames.map((frame) => streamedText([frame])),
    [padding, "[EMAIL_1", "ada@example.com", ""],
  );
});

test("an index in code is none of ours, also where the stream cuts it from its name", async () => {
  for (let cut = 0; cut <= 12; cut++) {
    const reply = await filterWith(POLICY).wrap(echoing([cut], () => "rows[email_1]"))(
      ask("ada@example.com"),
    );
    assert.equal(streamedText(await collect(reply.body)), "rows[email_1]");
  }
});

test("a backslash of the caller's own before a value comes back with it", async () => {
  const content = String.raw`C:\ada@example.com and \\ada@example.com`;
  for (let cut = 0; cut <= 40; cut++) {
    const reply = await filterWith(POLICY).wrap(echoing([cut, cut + 1]))(ask(content));
    assert.equal(streamedText(await collect(reply.body)), content);
  }
});

test("arguments are restored behind any escape, in keys, and in JSON inside their strings", async () => {
  const quoted = 'write to "maria lopez"@example.com now';
  const restore = async (content: string, source: (told: string) => string): Promise<unknown> => {
    const reply = await filterWith(SECRETS).wrap(async (call) => {
      const called = { name: "f", arguments: source(contentOf(call)) };
      return documentReply({ choices: [{ message: { tool_calls: [{ function: called }] } }] });
    })(ask(content));
    const document = JSON.parse(await text(reply.body));
    return JSON.parse(document.choices[0].message.tool_calls[0].function.arguments);
  };
  const escaped = await restore(quoted, (told) =>
    JSON.stringify({ say: told }).replaceAll("[", "\\u005b").replaceAll("_", "\\u005F"),
  );
  assert.deepEqual(escaped, { say: quoted });
  assert.deepEqual(await restore(quoted, (told) => JSON.stringify({ [told]: 1 })), { [quoted]: 1 });
  const nested = await restore(quoted, (told) => JSON.stringify({ body: JSON.stringify({ say: told }) }));
  assert.deepEqual(nested, { body: JSON.stringify({ say: quoted }) });
  const path = await restore("ada@example.com", (told) => JSON.stringify({ path: `C:\\${told}`, n: 1 }));
  assert.deepEqual(path, { path: "C:\\ada@example.com", n: 1 });
});

test("a placeholder of an earlier call, which the provider has kept, is never taken for one of this call", async () => {
  const responses = dialectOf("openai-responses");
  const said = (text: string) => [
    { type: "message", role: "assistant", content: [{ type: "output_text", text }] },
  ];
  const turn = async (input: string, id: string, fields: JsonObject = {}, headers: Headers = {}) => {
    const call = testCall(responses, { model: "m", input, ...fields }, { policies: ["p0"], id, headers });
    let placeholder = "";
    const reply = await filterWith(POLICY).wrap(async ({ request }) => {
      placeholder = String(request.document()["input"]);
      return documentReply({ output: said(`[EMAIL_1], not ${placeholder}`) });
    })(call);
    return { placeholder, reply: await text(reply.body) };
  };
  const first = await turn("ada@example.com", "a1");
  assert.equal(first.placeholder, "[EMAIL_1]");
  assert.match(first.reply, /"ada@example.com, not ada@example.com"/);
  const before = { previous_response_id: "resp_1" };
  const second = await turn("bob@example.com", "a2", before);
  assert.match(second.reply, /"\[EMAIL_1\], not bob@example.com"/);
  const third = await turn("eve@example.com", "a3", before);
  assert.match(third.placeholder, /^\[EMAIL_[1-9]\d{8}\]$/);
  assert.equal(new Set([first.placeholder, second.placeholder, third.placeholder]).size, 3);
  // A repetition is one only as long as its bytes are the same.
  const key = { "idempotency-key": "k1" };
  const fourth = await turn("eve@example.com", "a4", before, key);
  assert.equal((await turn("eve@example.com", "a5", before, key)).placeholder, fourth.placeholder);
});
