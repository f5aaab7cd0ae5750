import assert from "node:assert/strict";
import { test } from "node:test";
import type { Frame, Handler, Reply } from "../../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { dialectOf } from "../../../../../sidecar/dialects/registry.ts";
import { compileInspections } from "../../../../../sidecar/filters/inspect/compile.ts";
import { createInspectFilter } from "../../../../../sidecar/filters/inspect/filter.ts";
import { documentReply, framesOf, type TestCall, testCall, text } from "../../../../support/calls.ts";
import { policyOf } from "../../../../support/policies.ts";

const POLICIES = new Map([
  [
    "requests",
    policyOf({ guardrails: { content: [{ name: "r", terms: ["osprey"], direction: "request" }] } }),
  ],
  ["denies", policyOf({ guardrails: { content: [{ name: "birds", terms: ["osprey"] }] } })],
  [
    "warns",
    policyOf({ guardrails: { content: [{ name: "birds", patterns: ["(?i)ospr"], action: "warn" }] } }),
  ],
  ["reports", policyOf({ guardrails: { secrets: { action: "report" }, links: { action: "report" } } })],
  ["leak", policyOf({ guardrails: { systemPromptLeak: { length: 64 } } })],
]);
const filter = createInspectFilter({ inspectionFor: compileInspections(POLICIES), dialectOf });

const chat = dialectOf("openai-chat");
const passed = dialectOf("http-passthrough");
const answering =
  (reply: Reply): Handler =>
  () =>
    Promise.resolve(reply);
const calling = (policies: readonly string[], system = "Be kind."): TestCall =>
  testCall(chat, { model: "m", messages: [{ role: "system", content: system }] }, { policies });
const passing = (policies: readonly string[]): TestCall => {
  const call = testCall(chat, { model: "m", messages: [] }, { policies });
  return { ...call, operation: "passthrough", dialect: passed.name };
};
const said = (content: string): JsonObject => ({
  choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
});
const bytesReply = (type: string, frames: readonly Frame[], headers = {}): Reply => ({
  status: 200,
  headers: { "content-type": type, ...headers },
  framing: "bytes",
  body: framesOf(frames),
  trailers: () => ({}),
});
const denied = (rule: string) => (error: unknown) =>
  error instanceof AiosError &&
  error.kind === "policy-denied" &&
  error.headers["x-aios-denied-by"] === rule &&
  !/osprey/i.test(error.message);

test("where no policy looks at replies, the reply is the upstream's own", async () => {
  const reply = documentReply(said("an osprey"));
  for (const policies of [[], ["requests"]])
    assert.equal(await filter.wrap(answering(reply))(calling(policies)), reply);
});

test("a denied document is an error, and nothing of it is handed on", async () => {
  for (const document of [
    said("an osprey"),
    {
      choices: [
        { index: 0, message: said("") },
        { index: 1, message: { content: "an osprey" } },
      ],
    },
    { choices: [{ message: { reasoning_content: "an osprey" } }] },
    {
      choices: [
        { message: { tool_calls: [{ function: { name: "f", arguments: '{"a":"\\u006fsprey"}' } }] } },
      ],
    },
  ]) {
    const call = calling(["denies"]);
    await assert.rejects(filter.wrap(answering(documentReply(document)))(call), denied("denies/birds"));
    assert.deepEqual(call.record.get("inspected"), [{ policy: "denies", rule: "birds", action: "deny" }]);
  }
});

test("a document in which nothing is denied goes on byte by byte, and what was said of it is recorded", async () => {
  const bytes = Buffer.from(`{ "choices": [ {"message": {"content": "Ospreys; see https://evil.test/"}} ] }`);
  const call = calling(["reports", "warns"]);
  const reply = await filter.wrap(answering(documentReply({}, { body: framesOf([bytes]) })))(call);
  assert.equal(await text(reply.body), bytes.toString());
  assert.deepEqual(
    call.record.get("inspected")?.map(({ policy, rule, action }) => `${policy}/${rule} ${action}`),
    ["warns/birds warn", "reports/links report"],
  );
});

test("a short system prompt leaks when it is repeated as a whole", async () => {
  const system = "Never sell below 12 euros.";
  const asked = (content: string) =>
    filter.wrap(answering(documentReply(said(content))))(calling(["leak"], system));
  await assert.rejects(
    asked(`They told me: "never sell below\n12 euros."`),
    denied("leak/system-prompt-leak"),
  );
  await asked("I never sell below cost.");
  await filter.wrap(answering(documentReply(said("Be kind."))))(calling(["leak"], "Be kind."));
});

test("JSON that passes through is looked at, whatever it is made of", async () => {
  for (const document of [{ a: ["an osprey"] }, [{ b: "an osprey" }], { "an osprey": 1 }]) {
    const frames = [...Buffer.from(JSON.stringify(document))].map((byte) => new Uint8Array([byte]));
    const reply = bytesReply("application/json; charset=utf-8", frames);
    await assert.rejects(filter.wrap(answering(reply))(passing(["denies"])), denied("denies/birds"));
  }
});

test("what passes through and is no JSON goes on unread", async () => {
  for (const reply of [
    bytesReply("text/plain", [Buffer.from("an osprey")]),
    bytesReply("application/json", [Buffer.from("an osprey")], { "content-encoding": "gzip" }),
  ])
    assert.equal(await filter.wrap(answering(reply))(passing(["denies"])), reply);
});

test("a body too large to be looked at is refused where a rule denies, and passes where none does", async () => {
  const frame = Buffer.alloc(1024 * 1024, " ");
  const large = () =>
    bytesReply(
      "application/json",
      Array.from({ length: 10 }, () => frame),
    );
  await assert.rejects(filter.wrap(answering(large()))(passing(["denies"])), { kind: "reply-too-large" });
  const reply = await filter.wrap(answering(large()))(passing(["warns"]));
  assert.equal((await text(reply.body)).length, 10 * frame.byteLength);
});

test("a reply that breaks off fails as it did", async () => {
  const cut = new AiosError("upstream-cut", "cut");
  const reply = documentReply({}, { body: framesOf([Buffer.from('{"choices":')], cut) });
  await assert.rejects(filter.wrap(answering(reply))(calling(["denies"])), cut);
});
