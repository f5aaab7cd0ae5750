import assert from "node:assert/strict";
import { test } from "node:test";
import type { PolicySpec } from "../../../../../config/schema/policy.ts";
import type { Frame, Headers, Reply } from "../../../../../sidecar/core/call.ts";
import { payloadFromDocument } from "../../../../../sidecar/core/payload.ts";
import { httpPassthrough } from "../../../../../sidecar/dialects/passthrough/dialect.ts";
import { framesOf, testCall, text } from "../../../../support/calls.ts";
import { policyOf } from "../../../../support/policies.ts";
import { redactFilterWith } from "../../../../support/redaction.ts";

const REQUESTS = policyOf({ redact: { entities: ["email"] } });
const REPLIES = policyOf({ redact: { entities: ["email"], direction: "reply", action: "remove" } });
const OWN = 'say "ada"@example.com';

/** What a caller gets whose own address, and one with quotes, stand for the placeholders of the reply. */
async function replied(
  headers: Headers,
  pieces: (placeholder: string) => readonly (Frame | string)[],
  policy: PolicySpec = REQUESTS,
  status = 200,
) {
  const document = { note: "ada@example.com" };
  const call = {
    ...testCall({ ...httpPassthrough, readRequest: () => ({ model: "", stream: false }) }, document),
    request: payloadFromDocument(document, httpPassthrough.rewriteRequest),
    opaque: { transport: "http", method: "POST", path: "/files", contentType: "application/json" } as const,
    policies: ["p0"],
  };
  const reply = await redactFilterWith([policy]).wrap(async ({ request }): Promise<Reply> => {
    const placeholder = String(request.document().note);
    const body = framesOf(pieces(placeholder).map((piece) => Buffer.from(piece)));
    return { status, headers, framing: "bytes", body, trailers: () => ({}) };
  })(call);
  return { headers: reply.headers, body: await text(reply.body) };
}

const JSON_TYPE = { "content-type": "application/json" };

test("JSON is gathered and restored, and no header speaks of what it was", async () => {
  const headers = { ...JSON_TYPE, "content-length": "2", etag: '"x"', "request-id": "r" };
  const reply = await replied(headers, (own) => ['{"a', `":"${own.slice(0, 5)}`, `${own.slice(5)}"}`]);
  assert.equal(reply.body, '{"a":"ada@example.com"}');
  assert.deepEqual(reply.headers, { ...JSON_TYPE, "request-id": "r" });
});

test("lists and texts alone are JSON, too", async () => {
  assert.equal(
    (await replied(JSON_TYPE, (own) => [`[{"a":["${own}"]}]`])).body,
    '[{"a":["ada@example.com"]}]',
  );
  assert.equal((await replied(JSON_TYPE, (own) => [`"${own}"`])).body, '"ada@example.com"');
  assert.equal((await replied(JSON_TYPE, () => ["12 "])).body, "12 ");
});

test("events are restored one by one, and keep all else that they have", async () => {
  const headers = { "content-type": "text/event-stream" };
  const { body } = await replied(headers, (own) => [
    `: hello\r\nid: 7\r\nevent: note\r\ndata: {"a":"${own.slice(0, 6)}`,
    `${own.slice(6)}"}\r\nretry: 9\r\n\r\n`,
    `data: plain ${own}\ndata: and more\n\ndata: [DONE]\n\n`,
  ]);
  assert.equal(
    body,
    ': hello\nid: 7\nevent: note\ndata: {"a":"ada@example.com"}\nretry: 9\n\ndata: plain ada@example.com\ndata: and more\n\ndata: [DONE]\n\n',
  );
});

/** What streams of providers that nobody has described say, by event. */
const STREAMS: Readonly<Record<string, (text: string) => string>> = {
  "text/event-stream": (text) =>
    `data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text }], role: "model" }, index: 0 }], modelVersion: "gemini-2.5" })}\r\n\r\n`,
  "application/x-ndjson": (content) =>
    `${JSON.stringify({ model: "llama3", created_at: "2026-01-02T03:04:05Z", message: { role: "assistant", content }, done: false })}\n`,
};
const saidIn = (body: string): readonly string[] =>
  [...body.matchAll(/"(?:text|content)":("(?:[^"\\]|\\.)*")/g)].map(([, said]) => JSON.parse(said ?? ""));

test("a text that goes on from event to event is restored however it is cut", async () => {
  for (const [type, event] of Object.entries(STREAMS)) {
    for (let cut = 1; cut < 9; cut++) {
      const { body } = await replied({ "content-type": type }, (own) => [
        ...["Write ", "to ", own.slice(0, cut), own.slice(cut), " or [EMA", "IL", "] now"].map(event),
      ]);
      const said = saidIn(body);
      assert.equal(said.join(""), "Write to ada@example.com or [EMAIL] now", `${type} ${cut}`);
      assert.deepEqual(said.slice(0, 2), ["Write ", "to "]);
      assert.equal(said.length, 7);
    }
    const untouched = ["Hello", " there", " [1] and", " more"].map(event).join("");
    assert.equal((await replied({ "content-type": type }, () => [untouched])).body, untouched);
  }
});

test("a value of the provider's that is cut over events does not get through, and each says what it said", async () => {
  for (const [type, event] of Object.entries(STREAMS)) {
    const email = "eve.adams@example.com";
    for (let cut = 1; cut < email.length; cut++) {
      const pieces = [
        "Mail to",
        " ",
        email.slice(0, cut),
        email.slice(cut),
        ", or call.",
        " Bye bye and so on.",
      ];
      const { body } = await replied({ "content-type": type }, () => pieces.map(event), REPLIES);
      assert.equal(saidIn(body).join(""), "Mail to [EMAIL], or call. Bye bye and so on.", `${type} ${cut}`);
    }
    const records = [
      "Mail to eve@example.com\n",
      "Ask at eve@example.com or ring 555\n",
      "OK\n",
      "Bye, all of you",
    ];
    const { body } = await replied({ "content-type": type }, () => records.map(event), REPLIES);
    assert.deepEqual(
      saidIn(body),
      records.map((said) => said.replace("eve@example.com", "[EMAIL]")),
    );
  }
});

test("texts beside one another are told apart, and what waits is bounded", async () => {
  const delta = (index: number, content: string) =>
    `data: ${JSON.stringify({ choices: [{ index, delta: { content } }] })}\n\n`;
  const { body } = await replied({ "content-type": "text/event-stream" }, (own) => [
    ...[delta(0, own.slice(0, 4)), delta(1, own.slice(0, 6)), delta(1, own.slice(6)), delta(0, own.slice(4))],
    ...[delta(3, "["), ...Array.from({ length: 100 }, (_, at) => delta(4, `${at} `)), delta(3, "x")],
  ]);
  const said = saidIn(body);
  assert.deepEqual(said.slice(0, 6), ["", "", "ada@example.com", "ada@example.com", "[", "0 "]);
  assert.equal(said.length, 106);
});

test("an event that is nested too deep is refused, not a crash", async () => {
  const deep = `data: ${"[".repeat(200_000)}${"]".repeat(200_000)}\n\n`;
  await assert.rejects(
    replied({ "content-type": "text/event-stream" }, () => [deep]),
    { kind: "invalid-upstream-reply" },
  );
});

test("lines of JSON and plain texts are restored as they go by", async () => {
  const lines = (own: string) => [`{"a":"${own.slice(0, 4)}`, `${own.slice(4)}"}\n{"b":1}\n`];
  for (const type of ["application/x-ndjson", "application/jsonl", "text/plain; charset=utf-8", "text/csv"])
    assert.equal((await replied({ "content-type": type }, lines)).body, '{"a":"ada@example.com"}\n{"b":1}\n');
});

test("bytes that are no UTF-8 stay as they are beside what is restored", async () => {
  const headers = { "content-type": "text/plain" };
  const { body } = await replied(headers, (own) => [Buffer.from([0xe9, 0x20]), own]);
  assert.ok(body.endsWith(" ada@example.com"));
});

test("what nobody can read passes as it is, unless a policy has to look into it", async () => {
  for (const headers of [
    { "content-type": "application/octet-stream" },
    { "content-type": "application/json", "content-encoding": "gzip" },
    { "content-type": "text/plain; charset=utf-16" },
  ]) {
    const pieces = (own: string) => [`"${own}"`];
    assert.match((await replied(headers, pieces)).body, /^"\[EMAIL_\d+\]"$/);
    await assert.rejects(
      replied(headers, () => ["x"], REPLIES),
      { kind: "unsupported" },
    );
  }
  for (const headers of [{ "content-type": "image/png" }, { "content-type": "audio/mpeg" }])
    assert.equal((await replied(headers, () => ["eve@example.com"], REPLIES)).body, "eve@example.com");
});

test("a policy for replies looks into every kind of body that can be read", async () => {
  for (const type of ["application/json", "text/plain", "application/jsonl", "text/event-stream"]) {
    const said = type.startsWith("text/event")
      ? 'data: {"to":"eve@example.com"}\n\n'
      : '{"to":"eve@example.com"}';
    const { body } = await replied(
      { "content-type": type },
      () => [said.slice(0, 12), said.slice(12)],
      REPLIES,
    );
    assert.equal(body, said.replace("eve@example.com", "[EMAIL]"), type);
  }
});

test("JSON beyond what is gathered is rewritten as it goes by, and stays JSON", async () => {
  const padding = "a".repeat(9 * 1024 * 1024);
  for (const [policy, said, expected] of [
    [REQUESTS, (own: string) => own, "ada@example.com"],
    [REPLIES, () => OWN, "say [EMAIL]"],
  ] as const) {
    const { body } = await replied(
      JSON_TYPE,
      (own) => [`{"a":"${padding}","b":${JSON.stringify(said(own))}}`],
      policy,
    );
    assert.equal(JSON.parse(body).b, expected);
  }
});

test("a reply without a body has none", async () => {
  assert.equal((await replied(JSON_TYPE, () => [])).body, "");
});
