import assert from "node:assert/strict";
import { test } from "node:test";
import { recognizer as randomSecret } from "../../../../../sidecar/detection/recognizers/random-secret.ts";
import { assertNotFound, findings } from "../../../../support/findings.ts";

/** Built here, so that nothing that looks like a live credential stands in the file. */
const filler = (length: number, unit = "a1B2c3D4"): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

test("random characters right behind a word for a credential are found", () => {
  for (const value of [filler(40, "aB1/x9Z+"), filler(32, "0a1b2c3d"), filler(24), `${filler(43)}=`]) {
    for (const text of [
      `the AWS secret ${value}`,
      `use my API key ${value} for this`,
      `Token \`${value}\``,
      `credentials → ${value}\n`,
      `the access key of the bucket: ${value}`,
    ]) {
      assert.deepEqual(findings(randomSecret, text), [value], text);
    }
  }
});

test("digests, identifiers, paths and words are left alone", () => {
  assertNotFound(randomSecret, [
    `the token's sha256 is ${filler(64, "0a1b2c3d")}`,
    `secret rotated in commit ${filler(40, "0a1b2c3d")}`,
    `token usage of request ${filler(32, "0a1b2c3d")}`,
    "token 550e8400-e29b-41d4-a716-446655440000",
    "secret sauce in src/components/SecretSauce/IngredientList2",
    "the token is anInternationalizationIdentifier2",
    `tokens: 12, ${filler(32)}`,
    `secret\n${filler(32)}`,
    `tokenizer ${filler(32)}`,
    filler(32),
  ]);
});
