import assert from "node:assert/strict";
import { test } from "node:test";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import { isJsonArray, isJsonObject } from "../../../../../sidecar/core/json.ts";
import { codeOf } from "../../../../../sidecar/core/verdict.ts";
import { dialectOf } from "../../../../../sidecar/dialects/registry.ts";
import type { SecretReader } from "../../../../../sidecar/platform/secrets.ts";
import { documentReply, testCall, text } from "../../../../support/calls.ts";
import { policyOf } from "../../../../support/policies.ts";
import { NO_SECRETS, redactFilterWith } from "../../../../support/redaction.ts";

type Redact = NonNullable<Parameters<typeof policyOf>[0]>;

/** What becomes of a text on its way out, and of the same text said by the provider. */
async function redacted(redacts: readonly unknown[], content: string, secrets: SecretReader = NO_SECRETS) {
  const policies = redacts.map((redact) => policyOf({ redact } as Redact));
  const names = policies.map((_, index) => `p${index}`);
  const call = testCall(
    dialectOf("openai-chat"),
    { model: "m", messages: [{ role: "user", content }] },
    { policies: names },
  );
  let sent = "";
  const reply = await redactFilterWith(policies, { secrets }).wrap(async ({ request }) => {
    const { messages } = request.document();
    const message = isJsonArray(messages) ? messages[0] : undefined;
    sent = isJsonObject(message) ? String(message.content) : "";
    return documentReply({ choices: [{ message: { content: `said: ${content}` } }] });
  })(call);
  const document: { choices: [{ message: { content: string } }] } = JSON.parse(await text(reply.body));
  return { sent, said: document.choices[0].message.content, counts: call.record.get("redactions") };
}

const sentOf = async (redacts: readonly unknown[], content: string): Promise<string> =>
  (await redacted(redacts, content)).sent;
const TEXT = "ada@example.com 10.20.30.40";

test("an override decides of its entities, for its direction alone", async () => {
  const base = { entities: ["email", "ip"], action: "remove" };
  assert.equal(await sentOf([base], TEXT), "[EMAIL] [IP]");
  const allows = { ...base, overrides: [{ entities: ["ip"], action: "allow" }] };
  assert.deepEqual(await redacted([allows], TEXT), {
    sent: "[EMAIL] 10.20.30.40",
    said: `said: ${TEXT}`,
    counts: { email: 1 },
  });
  const inReplies = { ...base, overrides: [{ entities: ["ip"], action: "mask", direction: "reply" }] };
  assert.deepEqual(await redacted([inReplies], TEXT), {
    sent: "[EMAIL] [IP]",
    said: "said: ada@example.com **.**.**.**",
    counts: { email: 1, ip: 2 },
  });
  const last = {
    ...base,
    overrides: [
      { entities: ["structured"], action: "mask" },
      { entities: ["ip"], action: "report" },
    ],
  };
  assert.equal(await sentOf([last], TEXT), "a**@*******.com 10.20.30.40");
});

test("what is looked for in replies alone stays in requests", async () => {
  const { sent, said, counts } = await redacted(
    [{ entities: ["email", "ip"], action: "remove", direction: "reply" }],
    TEXT,
  );
  assert.deepEqual([sent, said, counts], [TEXT, "said: [EMAIL] [IP]", { email: 1, ip: 1 }]);
});

test("of several policies the strictest decides of each entity, and an exception is of its own policy alone", async () => {
  const tokenizes = { entities: ["email"], except: { values: ["ADA@example.com"] } };
  assert.equal(await sentOf([tokenizes], TEXT), TEXT);
  assert.equal(await sentOf([tokenizes, { entities: ["email"] }], TEXT), "[EMAIL_1] 10.20.30.40");
  const actions = ["report", "tokenize", "mask", "remove"] as const;
  const expected = ["ada@example.com", "[EMAIL_1]", "a**@*******.com", "[EMAIL]"];
  for (const [first, one] of actions.entries()) {
    for (const [second, other] of actions.entries()) {
      const sets = [one, other].map((action) => ({ entities: ["email"], action }));
      assert.equal(await sentOf(sets, "ada@example.com"), expected[Math.max(first, second)]);
    }
    const allows = { entities: ["ip"], overrides: [{ entities: ["email"], action: "allow" }] };
    assert.equal(
      await sentOf([allows, { entities: ["email"], action: one }], "ada@example.com"),
      expected[first],
    );
  }
});

test("a value comes back only where all policies that tokenize it put it back", async () => {
  const policy = (restore: boolean) => policyOf({ redact: { entities: ["email"], restore } });
  for (const [policies, restored] of [
    [[policy(true)], "a@x.com"],
    [[policy(true), policy(false)], "[EMAIL_1]"],
    [[policy(false), policy(true)], "[EMAIL_1]"],
  ] as const) {
    const call = testCall(
      dialectOf("openai-chat"),
      { model: "m", messages: [{ role: "user", content: "a@x.com" }] },
      { policies: policies.map((_, index) => `p${index}`) },
    );
    const reply = await redactFilterWith(policies).wrap(async () =>
      documentReply({ choices: [{ message: { content: "[EMAIL_1]" } }] }),
    )(call);
    assert.ok((await text(reply.body)).includes(`"${restored}"`));
  }
});

test("each policy has its own minimum", async () => {
  const unsure = "account 12345678";
  const careful = { entities: ["account-number"], minimumScore: 0.95, action: "remove" };
  const eager = { entities: ["account-number"], minimumScore: 0.1, action: "mask" };
  assert.equal(await sentOf([careful], unsure), unsure);
  assert.equal(await sentOf([careful, eager], unsure), "account ******78");
});

test("terms and patterns of one's own have labels, actions and directions of their own", async () => {
  const own = {
    terms: [{ name: "project", values: ["Blue Heron"], action: "remove" }],
    patterns: [{ name: "employee-id", pattern: "\\bE\\d{6}\\b", direction: "both" }],
  };
  assert.deepEqual(await redacted([own], "blue heron by E123456"), {
    sent: "[PROJECT] by [EMPLOYEEID_1]",
    said: "said: blue heron by [EMPLOYEEID_2]",
    counts: { project: 1, "employee-id": 2 },
  });
});

test("a hash is the same for the same value and key, and in another process with the same key", async () => {
  const secrets: SecretReader = { ...NO_SECRETS, env: (name) => (name === "KEY" ? " key \n" : undefined) };
  const policy = { entities: ["email"], action: "hash", hashKey: { env: "KEY" } };
  const { sent } = await redacted([policy], "a@x.com b@x.com a@x.com", secrets);
  const [first, second, third] = sent.split(" ");
  assert.match(sent, /^(\[EMAIL#[0-9a-f]{12}\] ?){3}$/);
  assert.equal(first, third);
  assert.notEqual(first, second);
  // HMAC-SHA256 of "a@x.com" with the key "key": what other tools come to, too.
  assert.equal((await redacted([policy], "a@x.com", secrets)).sent, first);
  const keyless = { entities: ["email"], action: "hash" };
  assert.notEqual((await redacted([keyless], "a@x.com")).sent, (await redacted([keyless], "a@x.com")).sent);
});

test("where the key of a hash is missing the call is refused until it is there", async () => {
  let key: string | undefined;
  const policies = [policyOf({ redact: { entities: ["email"], action: "hash", hashKey: { env: "KEY" } } })];
  const secrets: SecretReader = { ...NO_SECRETS, env: () => key };
  const handler = redactFilterWith(policies, { secrets }).wrap(async () => documentReply({}));
  const call = () =>
    testCall(
      dialectOf("openai-chat"),
      { model: "m", messages: [{ role: "user", content: "a@x.com" }] },
      { policies: ["p0"] },
    );
  for (let attempt = 0; attempt < 2; attempt++) {
    await assert.rejects(handler(call()), (error: unknown) => {
      assert.ok(error instanceof AiosError);
      assert.equal(error.kind, "not-ready");
      assert.match(error.message, /hash key of policy "p0"/);
      // For whoever reads the log; a caller is not told what a process's variables are called.
      assert.doesNotMatch(error.message, /\bKEY\b/);
      assert.match(String(error.cause), /environment variable KEY is not set/);
      return true;
    });
  }
  key = "now";
  await handler(call());
});

test("what blocks refuses the call, by its name and never by its value, and nothing goes out", async () => {
  const policies = [
    policyOf({
      redact: { entities: ["email", "card"], overrides: [{ entities: ["card"], action: "block" }] },
    }),
  ];
  const call = testCall(
    dialectOf("openai-chat"),
    { model: "m", messages: [{ role: "user", content: "a@x.com 4111 1111 1111 1111" }] },
    { policies: ["p0"] },
  );
  const handler = redactFilterWith(policies).wrap(() => assert.fail("it went out"));
  await assert.rejects(handler(call), (error: unknown) => {
    assert.ok(error instanceof AiosError);
    assert.equal(error.kind, "policy-denied");
    assert.equal(error.headers["x-aios-denied-by"], codeOf({ policy: "p0", rule: "card" }));
    assert.doesNotMatch(error.message, /1111|a@x/);
    return true;
  });
  assert.deepEqual(call.record.get("blocked"), [{ policy: "p0", rule: "card", action: "deny" }]);
});

test("what is left in clear is told where a policy asks for it: what is reported, and what is allowed", async () => {
  const left = async (extra: object) => {
    const policies = [
      policyOf({
        redact: {
          entities: ["email", "ip", "card"],
          overrides: [
            { entities: ["ip"], action: "report" },
            { entities: ["card"], action: "allow" },
          ],
        },
        ...extra,
      }),
    ];
    const content = "a@x.com 10.20.30.40 4111 1111 1111 1111";
    const call = testCall(
      dialectOf("openai-chat"),
      { model: "m", messages: [{ role: "user", content }] },
      { policies: ["p0"] },
    );
    await redactFilterWith(policies).wrap(async () => documentReply({}))(call);
    assert.deepEqual(call.record.get("redactions"), { email: 1, ip: 1 });
    return call.record.get("leftInClear");
  };
  assert.equal(await left({}), undefined);
  assert.deepEqual(await left({ residency: { unredacted: "forbid" } }), { ip: 1, card: 1 });
});

test("what stands in a path and stays there is left in clear as well", async () => {
  const policies = [
    policyOf({
      redact: { entities: ["ip"], overrides: [{ entities: ["email"], action: "allow" }] },
      residency: { unredacted: "forbid" },
    }),
  ];
  const call = testCall(
    dialectOf("openai-chat"),
    { model: "m", messages: [{ role: "user", content: "b@x.com" }] },
    {
      policies: ["p0"],
      opaque: { transport: "http", method: "GET", path: "/find?q=a%40x.com&x=%ff", contentType: undefined },
    },
  );
  await redactFilterWith(policies).wrap(async () => documentReply({}))(call);
  assert.deepEqual(call.record.get("leftInClear"), { email: 2 });
});
