import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { RedactSpec } from "../../../../../config/schema/redaction.ts";
import type { TextKind } from "../../../../../sidecar/core/payload.ts";
import { DecisionRecord } from "../../../../../sidecar/core/record.ts";
import type { ChannelRewriter } from "../../../../../sidecar/dialects/rewrite-channels.ts";
import { compileRedactions } from "../../../../../sidecar/filters/redact/compile.ts";
import { ReplyFindings } from "../../../../../sidecar/filters/redact/reply-findings.ts";
import { ReplyTexts } from "../../../../../sidecar/filters/redact/reply-texts.ts";
import { Vault } from "../../../../../sidecar/filters/redact/vault.ts";
import { policyOf } from "../../../../support/policies.ts";
import { hashKeysOf, NO_NAMES } from "../../../../support/redaction.ts";

const never = new AbortController().signal;
const ENTITIES = ["email", "card", "iban", "ssn", "ip", "secret", "phone"] as const;
type Redact = Partial<Record<keyof RedactSpec, unknown>>;

function setUp(redact: Redact, vault = new Vault()) {
  const policy = policyOf({ redact: { entities: [...ENTITIES], direction: "reply", ...redact } });
  const rules = compileRedactions(new Map([["p", policy]]), hashKeysOf())(["p"])?.reply;
  assert.ok(rules !== undefined);
  const record = new DecisionRecord();
  const texts = new ReplyTexts({
    vault,
    rules,
    names: NO_NAMES,
    findings: new ReplyFindings(record),
    answersInJson: false,
    signal: never,
  });
  return { texts, record, vault };
}

function streamed(rewriter: ChannelRewriter, text: string, lengths: readonly number[]): string {
  let out = "";
  let at = 0;
  for (const length of lengths) {
    out += rewriter.push(text.slice(at, at + length));
    at += length;
  }
  return out + rewriter.push(text.slice(at)) + rewriter.end();
}

const oneByOne = (text: string): readonly number[] => Array(text.length).fill(1);
const whole = (redact: Redact, text: string, kind: TextKind = "text"): string =>
  streamed(setUp(redact).texts.rewriter(kind), text, []);

const KEY = `-----BEGIN PRIVATE KEY-----\n${`${"aB3/".repeat(16)}\n`.repeat(20)}-----END PRIVATE KEY-----`;
const VALUES = [
  "ada.lovelace@example.com",
  "4111 1111 1111 1111",
  "4111111111111111",
  "DE89 3704 0044 0532 0130 00",
  "536-22-8726",
  "203.0.113.42",
  "+1 415 555 2671",
  "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
  KEY,
];
const value = fc.constantFrom(...VALUES);
const words = fc.constantFrom(
  ..."hello;it was;[x];née;𝄞𝄞;in 2024 we saw 3 of 10;\n\n;(see below);12 %;version 1.2.3;- item;你好世界。".split(
    ";",
  ),
);
const speech = fc.array(fc.oneof(words, value), { maxLength: 14 }).map((said) => said.join(" , "));
const cuts = fc.array(fc.nat(20), { maxLength: 60 });

test("however a reply is cut, no value of the provider's gets through", () => {
  fc.assert(
    fc.property(speech, cuts, (text, lengths) => {
      const said = streamed(setUp({ action: "remove" }).texts.rewriter("text"), text, lengths);
      assert.equal(said, whole({ action: "remove" }, text));
      for (const each of VALUES) assert.ok(!said.includes(each), said);
    }),
    { numRuns: 500 },
  );
});

test("cut between every two characters, all actions say what they say of the whole text", () => {
  const text = `Write to ${VALUES.join(" or, then, ")} if you like.`;
  for (const action of ["tokenize", "mask", "remove", "report", "hash"] as const) {
    const policy = { action } as const;
    const keys = action === "hash" ? /\[[A-Z]+#[0-9a-f]{12}\]/g : /(?!)/g;
    const said = streamed(setUp(policy).texts.rewriter("text"), text, oneByOne(text));
    assert.equal(said.replaceAll(keys, "#"), whole(policy, text).replaceAll(keys, "#"), action);
    assert.equal(said === text, action === "report");
  }
});

test("JSON source stays JSON, with strings in place of numbers", () => {
  const source = JSON.stringify({
    card: 4111111111111111,
    list: [4111111111111111, 12.5, -3],
    text: 'say "ada@example.com"\n\tto 536-22-8726\\',
    'key ada@example.com "x"': { nested: "ip 203.0.113.42, é𝄞" },
    key: KEY,
  });
  for (const action of ["tokenize", "mask", "remove"] as const) {
    const all = streamed(setUp({ action }).texts.rewriter("json"), source, []);
    const parsed: unknown = JSON.parse(all);
    assert.doesNotMatch(all, /ada@|4111111111111111|536-22|0\.113|aB3/);
    assert.deepEqual(
      JSON.parse(streamed(setUp({ action }).texts.rewriter("json"), source, oneByOne(source))),
      parsed,
    );
    for (let cut = 0; cut <= source.length; cut += 3)
      assert.equal(streamed(setUp({ action }).texts.rewriter("json"), source, [cut]), all);
  }
});

test("JSON in strings of JSON stays JSON, at every depth and cut: what is put back, and what is replaced", () => {
  const own = '"maria lopez"@example.com';
  const inner = JSON.stringify({ to: "[EMAIL_1]", n: 4111111111111111, note: '[1] and "eve@example.org"' });
  const list = JSON.stringify([{ "to [EMAIL_1]": inner }, "{ no JSON [EMAIL_1]"]);
  const source = JSON.stringify({ body: ` ${inner}`, deeper: list, path: "C:\\[EMAIL_1]" });
  const made = (lengths: readonly number[]) => {
    const vault = new Vault();
    vault.placeholderFor("EMAIL", own);
    return streamed(setUp({ action: "remove" }, vault).texts.rewriter("json"), source, lengths);
  };
  const said = JSON.parse(made([]));
  const clean = { to: own, n: "[CARD]", note: '[1] and "[EMAIL]"' };
  assert.deepEqual(JSON.parse(said.body), clean);
  const [first, second] = JSON.parse(said.deeper);
  assert.deepEqual(Object.keys(first), [`to ${own}`]);
  assert.deepEqual(JSON.parse(first[`to ${own}`]), clean);
  assert.equal(second, `{ no JSON ${own}`);
  assert.equal(said.path, `C:\\${own}`);
  assert.deepEqual(JSON.parse(made(oneByOne(source))), said);
  for (let cut = 0; cut <= source.length; cut++) assert.deepEqual(JSON.parse(made([cut])), said);
});

test("what may not be said ends the stream before any of it is handed on, and is not told", () => {
  const text = "So far so good. Her card is 4111 1111 1111 1111, and more";
  const { texts } = setUp({ action: "report", overrides: [{ entities: ["card"], action: "block" }] });
  const rewriter = texts.rewriter("text");
  let handed = "";
  assert.throws(
    () => {
      for (const character of text) handed += rewriter.push(character);
      rewriter.end();
    },
    (error: Error) => {
      assert.match(error.message, /rule "card" of policy "p"/);
      assert.doesNotMatch(error.message, /1111/);
      return true;
    },
  );
  assert.ok(handed.startsWith("So far so good. "), handed);
  assert.doesNotMatch(handed, /41/);
});

test("plain words are not held back for longer than the two last ones", () => {
  const rewriter = setUp({ action: "remove" }).texts.rewriter("text");
  let handed = "";
  let said = "";
  for (const word of "It was the best of times and it was the worst of times for everybody".split(" ")) {
    said += `${word} `;
    handed += rewriter.push(`${word} `);
    assert.ok(said.length - handed.length <= 20, `"${handed}" of "${said}"`);
  }
});

test("whatever is said, a bounded number of characters is held back", () => {
  const signs = fc.constantFrom(
    "1",
    "a",
    " ",
    "@",
    ".",
    "-",
    "4111 ",
    "-----BEGIN",
    "eyJ",
    "\n",
    "𝄞",
    "at ",
    "{",
    '"',
  );
  fc.assert(
    fc.property(
      fc.array(signs, { minLength: 100, maxLength: 400 }),
      fc.constantFrom("text", "json"),
      (said, kind) => {
        const rewriter = setUp({
          action: "report",
          patterns: [{ name: "own", pattern: "zz+", action: "remove" }],
        }).texts.rewriter(kind);
        let pending = 0;
        for (const sign of said) {
          pending += sign.length - rewriter.push(sign).length;
          assert.ok(pending <= 16_384, `${pending}`);
        }
        if (!said.includes("-----BEGIN")) assert.ok(pending <= 2_048 + 128, `${pending}`);
      },
    ),
    { numRuns: 200 },
  );
});

test("values are counted once however often they are said, and come out under one placeholder", () => {
  const { texts, record } = setUp({ action: "tokenize" });
  const text = "ada@example.com, bob@example.com and ada@example.com again";
  assert.equal(
    streamed(texts.rewriter("text"), text, oneByOne(text)),
    "[EMAIL_1], [EMAIL_2] and [EMAIL_1] again",
  );
  streamed(texts.rewriter("text"), text, []);
  assert.deepEqual(record.get("redactions"), { email: 2 });
});

test("a placeholder in a reply has no number that the call has, and the call's own value comes back", () => {
  const vault = new Vault();
  vault.reserve("what is [EMAIL_2]?");
  const own = vault.placeholderFor("EMAIL", "ada@example.com");
  const { texts, record } = setUp({ action: "tokenize" }, vault);
  const text = `${own} is not eve@example.com, nor is ada@example.com`;
  for (const lengths of [[], oneByOne(text)]) {
    assert.equal(
      streamed(texts.rewriter("text"), text, lengths),
      "ada@example.com is not [EMAIL_3], nor is [EMAIL_4]",
    );
  }
  assert.deepEqual(record.get("redactions"), { email: 2 });
});

test("words before a value say what it is, also where they were handed on long before", () => {
  const text = "Her password, as far as I can tell from the notes here, is password: hunter2x9Q! and so on";
  const all = whole({ action: "remove", minimumScore: 0.5 }, text);
  assert.doesNotMatch(all, /hunter2/);
  assert.equal(
    streamed(setUp({ action: "remove", minimumScore: 0.5 }).texts.rewriter("text"), text, oneByOne(text)),
    all,
  );
});
