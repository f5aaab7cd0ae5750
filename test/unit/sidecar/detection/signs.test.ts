import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RECOGNIZERS } from "../../../../sidecar/detection/registry.ts";
import { Scan } from "../../../../sidecar/detection/scan.ts";
import { LONG_TOKEN, readSigns, type Signs } from "../../../../sidecar/detection/signs.ts";
import { generateCorpus } from "../../../eval/corpus.ts";
import { HARD_TEXTS } from "../../../eval/hard-texts.ts";
import { seeded } from "../../../eval/random.ts";

/** More than there are sets of trigger words. */
const SETS = 64;

/** What rules nothing out: every recognizer looks through all of the text. */
function unknowing(text: string): Signs {
  const everywhere = Array.from({ length: text.length }, (_, at) => at);
  return {
    digits: text.length,
    at: true,
    percent: true,
    colon: true,
    assignments: [...text.matchAll(/[:=：＝]/g)].map(({ index }) => index),
    flags: true,
    dashes: true,
    url: true,
    angle: true,
    spelledAt: true,
    cyrillic: true,
    longestToken: text.length,
    tokens: [...text.matchAll(/[\w.-]+/g)].flatMap(({ 0: token, index }) => [index, index + token.length]),
    folds: readSigns(text).folds,
    triggers: Array.from({ length: SETS }, () => everywhere),
  };
}

function assertNothingIsRuledOut(text: string, name?: string): void {
  const scan = new Scan(text, name);
  const unknown = new Scan(text, name, unknowing(text));
  for (const { entity, mayOccur, find } of RECOGNIZERS) {
    const found = mayOccur(scan.signs) ? [...find(text, scan)] : [];
    const byItself = mayOccur(unknown.signs) ? [...find(text, unknown)] : [];
    assert.deepEqual(found, byItself, `${entity} in ${JSON.stringify(text)}`);
  }
}

const EXAMPLES = RECOGNIZERS.flatMap(({ examples, nearMisses }) => [...examples, ...nearMisses]).map((text) =>
  text.replaceAll(/[«»]/g, ""),
);

test("signs rule out nothing that a recognizer would find by itself: examples and near misses", () => {
  for (const text of EXAMPLES) assertNothingIsRuledOut(text);
});

/** Put together here, so that nobody takes them for real ones. */
const KEY = "PRIVATE KEY";
const CREDENTIALS = [
  `-----BEGIN ${KEY}-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF\n-----END ${KEY}-----`,
  `key:-----BEGIN EC ${KEY}-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEF\\n-----END EC ${KEY}-----`,
  `PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: me\nPublic-Lines: 1\nAAAAB3NzaC1yc2E\nPrivate-Lines: 1\nAAAAgQCfAke\nPrivate-MAC: ${"0a".repeat(20)}`,
  `https://hooks.${"slack"}.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX`,
  `see\\nhooks.zapier.com/hooks/catch/123456/abcdef/`,
  `https://${"discord"}.com/api/webhooks/123456789012345678/${"aB3".repeat(16)}`,
  `https://acme.webhook.office.com/webhookb2/${"0a-".repeat(13)}/IncomingWebhook/${"0a".repeat(16)}/${"0a1b".repeat(9)}`,
  `xyz8Q~${"aB3-".repeat(8)}`,
  `1//0${"aB3-".repeat(12)}`,
  `access_token$production$${"a1b2".repeat(4)}$${"0a".repeat(16)}`,
  `123456789:AA${"aB3".repeat(11)}`,
  `${"aB3d".repeat(13)}JQQJ99${"aB3d".repeat(6)}`,
  `x ${"Bearer"} abcdefgh12345678, BEARER%20abcdefgh12345678`,
  "Authorization: Basic YWxhZGRpbjpvcGVuc2VzYW1l and AUTHORIZATION=token abc12345",
  "curl -u admin:pa55word https://x.example, libcurl --user a:b1c2d3",
  "sshpass -p 'hunter22' ssh me, machine h login me password hunter22x",
  "myjdbc:oracle:thin:scott/tiger99@host",
  '<password>hunter22x</password>, {"name": "DB_PASSWORD", "value": "hunter22x"}',
  "insert into t (id, ssn, password) values (1, '123-45-6789', 'hunter22x'), (2, '', 'tr0ub4dor')",
  "my client secret is abc12345def67890, subclient secret is abc12345def67891, the hasło: Zi3lony!kot",
  "the пароль is Gr1ffin!42, ñtoken is abc12345def67890, apiToken is abc12345def67891, \\ntoken is abc12345def67892",
  "--api-key abc12345def67890 --password =hunter22x --token: abc12345def67890",
  "iban:DE89370400440532013000 and DE 89 3704 0044 0532 0130 00 and xDE89370400440532013000",
  "N 48.2010° E 16.3695° or 40°26′46″N 79°58′56″W or q=48.2010%2C%2016.3695 or lat 48.2010",
];

test("signs rule out nothing that a recognizer would find by itself: credentials of all ways, and places", () => {
  for (const text of CREDENTIALS) {
    assertNothingIsRuledOut(text);
    assertNothingIsRuledOut(`see: ${text}\nand so on`);
  }
  for (const one of CREDENTIALS) for (const other of CREDENTIALS) assertNothingIsRuledOut(`${one} ${other}`);
});

test("signs rule out nothing that a recognizer would find by itself: what was written by hand, and a corpus", () => {
  for (const { text, key } of HARD_TEXTS) assertNothingIsRuledOut(text, key);
  for (const { text, key } of generateCorpus(31, { perKind: 4, perNearMiss: 2, mixed: 60 }))
    assertNothingIsRuledOut(text, key);
});

test("signs rule out nothing that a recognizer would find by itself: pieces of examples in any order", () => {
  const between = fc.constantFrom(
    "",
    " ",
    "\n",
    "\\n",
    ": ",
    "=",
    "-",
    "_",
    ".",
    "@",
    "%40",
    "<",
    "\t",
    "é",
    " я ",
    "９",
  );
  const piece = fc.tuple(fc.constantFrom(...EXAMPLES), fc.nat(60), fc.nat(60), between, fc.boolean());
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (pieces) => {
      const text = pieces.map(([example, from, length, separator, inCapitals]) => {
        const cut = example.slice(Math.min(from, example.length >> 1)).slice(0, 20 + length);
        return (inCapitals ? cut.toUpperCase() : cut) + separator;
      });
      assertNothingIsRuledOut(text.join(""));
    }),
    { numRuns: 300 },
  );
});

test("tokens are those runs that may be identifiers, in order, and all of those", () => {
  const random = seeded(5, "tokens");
  for (let round = 0; round < 300; round++) {
    const text =
      random.text("aaaabcdeZ9_-. \n@%é\\", random.between(0, 60)) + random.text("ABCDE", random.below(12));
    const { tokens, longestToken, digits } = readSigns(text);
    const runs = [...text.matchAll(/[\w.-]+/g)];
    const told = new Set(tokens.filter((_, index) => index % 2 === 0));
    for (const { 0: run, index } of runs) {
      const mayBeIdentifier = /\d|[A-Z]{8}/.test(run) || run.length >= LONG_TOKEN;
      if (mayBeIdentifier) assert.ok(told.has(index), JSON.stringify([text, run]));
    }
    for (let index = 0; index < tokens.length; index += 2) {
      const run = runs.find((each) => each.index === tokens[index]);
      assert.equal(tokens[index + 1], (tokens[index] ?? 0) + (run?.[0].length ?? -1), text);
    }
    assert.equal(longestToken, Math.max(0, ...runs.map(({ 0: run }) => run.length)));
    assert.equal(digits, text.match(/\d/g)?.length ?? 0);
  }
});

test("a text's signs are those that stand in it", () => {
  const plain = readSigns("The quick brown fox jumps over the lazy dog.");
  assert.deepEqual({ ...plain, longestToken: 0 }, { ...readSigns(""), triggers: plain.triggers });
  assert.equal(readSigns("a@b").at, true);
  assert.equal(readSigns("maria @ example").spelledAt, true);
  assert.equal(readSigns("maria [AT] example").spelledAt, true);
  assert.equal(readSigns("get() and set()").spelledAt, false);
  assert.equal(readSigns("100%").percent, true);
  assert.equal(readSigns("curl -u me").flags, true);
  assert.equal(readSigns("- one - two-three").flags, false);
  assert.equal(readSigns("-----BEGIN").dashes, true);
  assert.equal(readSigns("https://x").url, true);
  assert.equal(readSigns("a:/b").url, true);
  assert.deepEqual(readSigns("a: b=c：d").assignments, [1, 4, 6]);
  assert.equal(readSigns("zero\u200bwidth").folds, true);
  assert.equal(readSigns("пароль").cyrillic, true);
});
