import assert from "node:assert/strict";
import { test } from "node:test";
import { payloadFromDocument } from "../../../../../sidecar/core/payload.ts";
import { createDetector, type Detector, type Match } from "../../../../../sidecar/detection/detect.ts";
import { dialectOf } from "../../../../../sidecar/dialects/registry.ts";
import { compileRedactions } from "../../../../../sidecar/filters/redact/compile.ts";
import { detectInTurns } from "../../../../../sidecar/filters/redact/detect-in-turns.ts";
import { redactRequest } from "../../../../../sidecar/filters/redact/redact-request.ts";
import { replaceMatches } from "../../../../../sidecar/filters/redact/replace.ts";
import { Vault } from "../../../../../sidecar/filters/redact/vault.ts";
import { policyOf } from "../../../../support/policies.ts";
import { hashKeysOf, NO_NAMES } from "../../../../support/redaction.ts";

const ENTITIES = ["email", "phone", "card", "ssn", "iban", "ip", "secret"];
const detector = createDetector({ entities: ENTITIES });
const never = new AbortController().signal;
const mark = ({ entity }: Match, value: string): string => `<${entity}:${value.length}>`;

const lines = (count: number): string => `\n${`${"aB3/".repeat(16)}\n`.repeat(count)}`;
const VALUES: Readonly<Record<string, string>> = {
  email: "maria.lopez@example.com",
  phone: "call me now: +44 20 7946 0958",
  card: "4111 1111 1111 1111",
  iban: "DE89 3704 0044 0532 0130 00",
  secret: `sk-ant-${"a1B2".repeat(2_000)}`,
  webToken: `${Buffer.from('{"alg":"HS256"}').toString("base64url")}.${"a1B2".repeat(8_000)}.${"x".repeat(43)}`,
  privateKey: `-----BEGIN PRIVATE KEY-----${lines(900)}-----END PRIVATE KEY-----`,
};

/** Prose of just this length. */
const prose = (length: number): string =>
  "It was the best of times, it was the worst of times. ".repeat(Math.ceil(length / 53)).slice(0, length);

for (const [name, value] of Object.entries(VALUES)) {
  test(`a value (${name}) is replaced as a whole wherever the slices of a long text are cut`, async () => {
    const places = [1, 2, Math.floor(value.length / 2), value.length - 1, value.length, value.length + 1];
    for (const place of places.filter((back) => back <= 65_536)) {
      const text = `${prose(65_535 - place)} ${value} ${prose(140_000)}`;
      const whole = replaceMatches(text, detector.detect(text), mark);
      assert.notEqual(whole, text);
      const [found = []] = await detectInTurns([{ text, name: undefined }], detector, never);
      assert.ok(replaceMatches(text, found, mark) === whole, `${place} before the cut`);
    }
  });
}

test("the event loop turns while a long text, or many short ones, are looked through", async () => {
  for (const texts of [[prose(1_000_000)], Array.from({ length: 20_000 }, () => prose(50))]) {
    let turns = 0;
    let done = false;
    const count = (): void => {
      turns++;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    const named = texts.map((text) => ({ text, name: undefined }));
    assert.deepEqual((await detectInTurns(named, detector, never)).flat(), []);
    done = true;
    assert.ok(turns >= 7, `${turns} turns`);
  }
});

test("an aborted call is looked through no further", async () => {
  const controller = new AbortController();
  let looked = 0;
  const counting: Detector = {
    ...detector,
    detect(text: string) {
      looked += text.length;
      controller.abort(new Error("gone"));
      return detector.detect(text);
    },
  };
  const texts = [{ text: prose(5_000_000), name: undefined }];
  const redacted = detectInTurns(texts, counting, controller.signal);
  await assert.rejects(redacted, { message: "gone" });
  assert.ok(looked < 200_000, `${looked} characters`);
});

test("a large request is redacted just like a small one", async () => {
  const { rewriteRequest } = dialectOf("openai-chat");
  const policies = new Map([["p", policyOf({ redact: { entities: ENTITIES } })]]);
  const rules = compileRedactions(policies, hashKeysOf())(["p"])?.request;
  assert.ok(rules !== undefined);
  const said = "maria.lopez@example.com asks [EMAIL_1] about 4111 1111 1111 1111 and maria.lopez@example.com";
  const redact = async (padding: string): Promise<string> => {
    const document = {
      model: "m",
      messages: [
        { role: "user", content: said },
        { role: "user", content: `${padding} other@example.com` },
        { role: "user", content: "other@example.com" },
      ],
    };
    const { request, counts } = await redactRequest(payloadFromDocument(document, rewriteRequest), {
      rules,
      vault: new Vault(),
      names: NO_NAMES,
      signal: never,
      onBlocked: () => assert.fail("nothing blocks"),
    });
    assert.deepEqual(counts, { email: 4, card: 1 });
    return Buffer.from(request.bytes()).toString("utf8").replace(padding, "");
  };
  assert.equal(await redact(prose(400_000)), await redact(prose(10)));
});
