import assert from "node:assert/strict";
import { test } from "node:test";
import { parseConfig } from "../../../../config/schema/parse.ts";
import { renderJson, renderText } from "../../../../config/schema/render.ts";
import { renderSarif } from "../../../../config/schema/sarif.ts";
import { buildSnapshot } from "../../../../config/schema/snapshot.ts";

const parse = (url: string, more = "") =>
  parseConfig([
    {
      path: "a.yaml",
      text: `apiVersion: aios.dev/v1\nkind: Upstream\nmetadata: { name: a }\nspec:\n  dialect: openai\n  url: ${url}\n${more}`,
    },
  ]);

const PART = "hunter2";
const HOLDS_A_SECRET = [
  `https://example.com/v1?key=${PART}pass`,
  `https://example.com/v1?api-version=1&api-key=${PART}`,
  `https://example.com/v1?API_KEY=${PART}`,
  `https://example.com/v1?x-goog-api-key=${PART}`,
  `https://example.com/v1?subscription-key=${PART}`,
  `https://example.com/v1?access_token=${PART}`,
  `https://example.com/v1?clientSecret=${PART}`,
  `https://example.com/v1?password=${PART}`,
  `https://example.com/v1?sig=${PART}`,
  `https://example.com/v1?code=${PART}`,
  `https://example.com/v1?%6Bey=${PART}`,
  `https://example.com/v1#key=${PART}`,
  // Nothing but the look of the value.
  "https://example.com/v1?id=AIzaSyA1hunter2abcdefghijklmnopqrstuv",
  "https://example.com/sk-proj-hunter2hunter2/v1",
  "https://example.com/v1?x=0123456789abcdefhunter2",
  // Credentials in the authority, however it is written.
  `https://user:${PART}@example.com/v1`,
  `https://${PART}@example.com/v1`,
  `https:user:${PART}pass@example.com`,
  `https:/user:${PART}@example.com`,
  `https://user:p/${PART}@example.com`,
  `https://user:p@${PART}@example.com`,
  `user:${PART}@example.com/v1`,
];

for (const url of HOLDS_A_SECRET) {
  for (const quote of ["", '"', "'"]) {
    test(`a URL that holds a secret is refused, and the secret shown nowhere: ${quote}${url}${quote}`, () => {
      // The fault beside it shows lines of its own.
      for (const more of ["", "  via: none\n"]) {
        const { faults } = parse(quote + url + quote, more);
        assert.ok(faults.some(({ path }) => path.join(".") === "spec.url"));
        const shown = renderText(faults, { colour: false }) + renderJson(faults) + renderSarif(faults);
        assert.doesNotMatch(shown, /hunter2/);
      }
      const built = buildSnapshot([{ kind: "Upstream", name: "a", spec: { dialect: "openai", url } }]);
      assert.equal(built.ok, false);
      assert.doesNotMatch(JSON.stringify(built), /hunter2/);
    });
  }
}

test("a secret in a URL is never shown by a fault on the same line", () => {
  const { faults } = parse(`https://example.com/v1?key=${PART}, via: none`);
  assert.doesNotMatch(renderText(faults, { colour: false }) + renderJson(faults), /hunter2/);
  const flow = parseConfig([
    {
      path: "a.yaml",
      text: `apiVersion: aios.dev/v1\nkind: Upstream\nmetadata: { name: a }\nspec: { dialect: openai, url: "https://e.com/?\\x6bey=${PART}", via: none }\n`,
    },
  ]);
  assert.ok(flow.faults.length > 1);
  assert.doesNotMatch(renderText(flow.faults, { colour: false }) + renderJson(flow.faults), /hunter2/);
});

test("the refusal says where a key belongs", () => {
  const [fault] = parse("https://example.com/v1?key=abc").faults;
  assert.equal(fault?.code, "E307");
  assert.match(fault?.message ?? "", /query.*`auth`.*header/);
});

for (const url of [
  "https://api.openai.com/v1",
  "http://127.0.0.1:11434/v1",
  "https://x.openai.azure.com/openai/deployments/gpt-4o?api-version=2024-10-01-preview",
  "https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/my-gateway/openai",
  "https://example.com/v1?tenant=0190b2c4-7d1e-7a3b-8c9d-0e1f2a3b4c5d",
  "https://example.com/v1?deployment=gpt-4o-mini-2024-07-18-eastus2-production",
  "https://example.com/models/gemini@001/v1",
  "https://example.com/v1?keyword=x&tokens=100&key=",
]) {
  test(`a URL without a secret is taken: ${url}`, () => {
    assert.deepEqual(parse(url).faults, []);
  });
}
