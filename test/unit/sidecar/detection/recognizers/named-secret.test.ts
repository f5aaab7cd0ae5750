import assert from "node:assert/strict";
import { test } from "node:test";
import { recognizer as namedSecret } from "../../../../../sidecar/detection/recognizers/named-secret.ts";
import { assertNotFound, findings } from "../../../../support/findings.ts";

/** Built here, so that nothing that looks like a live credential stands in the file. */
const filler = (length: number, unit = "a1B2c3D4"): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

test("what follows Bearer is found, and Bearer stays", () => {
  const token = filler(40);
  for (const text of [
    `Authorization: Bearer ${token}`,
    `curl -H "authorization: bearer ${token}" https://example.com`,
    `{"Authorization":"Bearer ${token}"}`,
  ]) {
    assert.deepEqual(findings(namedSecret, text), [token], text);
  }
  assertNotFound(namedSecret, [
    "Bearer $TOKEN",
    "Bearer <token>",
    "Bearer responsibilities-of-the-bearer",
    "Bearer abc1",
  ]);
});

test("Basic credentials and AWS secret keys are found by their names", () => {
  const basic = Buffer.from("alice:secret").toString("base64");
  assert.deepEqual(findings(namedSecret, `Authorization: Basic ${basic}`), [basic]);
  assert.deepEqual(findings(namedSecret, String.raw`{\"Authorization\": \"Basic ${basic}\"}`), [basic]);
  const key = filler(40, "aB1/");
  assert.deepEqual(findings(namedSecret, `aws_secret_access_key = ${key}`), [key]);
  assert.deepEqual(findings(namedSecret, `AWS_SECRET_ACCESS_KEY="${key}"`), [key]);
  assertNotFound(namedSecret, ["the Basic implementation", `checksum = ${key}`]);
});

test("what is assigned to the name of a credential is found, however it is written", () => {
  const key = filler(32, "0a1b2c3d");
  for (const text of [
    `x-api-key: ${key}`,
    `X-API-KEY: ${key}`,
    `api_key: ${key}`,
    `OPENWEATHER_APIKEY=${key}`,
    `{"apiKey":"${key}"}`,
    String.raw`{\"api_key\": \"${key}\"}`,
    `client_secret = '${key}'`,
    `access_token=${key}&x=y`,
    `Authorization: Token ${key}`,
    `Authorization: Token token="${key}"`,
  ]) {
    assert.deepEqual(findings(namedSecret, text), [key], text);
  }
  for (const text of [
    "password=hunter2x",
    "DB_PASSWORD=hunter2x",
    '{"password": "hunter2x"}',
    "Password: hunter2x.",
    "https://example.com/?password=hunter2x&next=1",
  ]) {
    assert.deepEqual(findings(namedSecret, text), ["hunter2x"], text);
  }
});

test("words, types, variables and calls in the place of a credential are left alone", () => {
  assertNotFound(namedSecret, [
    "api_key: your-api-key-goes-here",
    "api_key = os.environ['OPENAI_API_KEY_2']",
    "apiKey: process.env.OPENAI_API_KEY_2,",
    "api_key=getApiKeyFromVault2(name)",
    "the api key: it is sixteen characters2",
    "Authorization: Token authentication",
    "password: string;",
    "password = getPassword1(user)",
    "password=self.password1",
    "password: $PASSWORD1",
    "password={{password1}}",
    "password: ********",
    "Password: required, 8 characters or more",
    "password reset at 10:30, ticket2",
    "max_tokens=1234567890123456",
  ]);
});
