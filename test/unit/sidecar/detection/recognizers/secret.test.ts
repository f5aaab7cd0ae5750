import assert from "node:assert/strict";
import { test } from "node:test";
import { recognizer as secret } from "../../../../../sidecar/detection/recognizers/secret.ts";
import { assertFoundEverywhere, assertNotFound, findings } from "../../../../support/findings.ts";

/** Built here, so that nothing that looks like a live credential stands in the file. */
const filler = (length: number, unit = "a1B2c3D4"): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

const TOKENS: Readonly<Record<string, string>> = {
  anthropic: `sk-ant-api03-${filler(95)}`,
  openaiLegacy: `sk-${filler(48)}`,
  openaiProject: `sk-proj-${filler(60)}_${filler(20)}-${filler(20)}`,
  openaiService: `sk-svcacct-${filler(60)}`,
  githubPersonal: `ghp_${filler(36)}`,
  githubServer: `ghs_${filler(36)}`,
  githubFineGrained: `github_pat_${filler(22)}_${filler(59)}`,
  gitlab: `glpat-${filler(20)}`,
  gitlabRoutable: `glpat-${filler(27)}.01.${filler(9, "a1b2")}`,
  awsLongLived: `AKIA${filler(16, "A1B2")}`,
  awsTemporary: `ASIA${filler(16, "A1B2")}`,
  googleApiKey: `AIza${filler(35)}`,
  googleOauth: `ya29.${filler(60)}`,
  slackBot: `xoxb-${filler(12, "123")}-${filler(12, "456")}-${filler(24)}`,
  slackApp: `xapp-1-${filler(11, "A1")}-${filler(13, "123")}-${filler(40, "a1")}`,
  stripeSecret: `sk_live_${filler(24)}`,
  stripeTest: `sk_test_${filler(24)}`,
  stripeRestricted: `rk_live_${filler(24)}`,
  npm: `npm_${filler(36)}`,
  huggingFace: `hf_${filler(34, "aBcD")}`,
  pypi: `pypi-${filler(80)}`,
  sendgrid: `SG.${filler(22)}.${filler(43)}`,
  vault: `hvs.${filler(30)}`,
  openRouter: `sk-or-v1-${filler(64, "0a1b")}`,
  deepSeek: `sk-${filler(32, "0a1b")}`,
  groq: `gsk_${filler(52)}`,
  xai: `xai-${filler(80)}`,
  replicate: `r8_${filler(37)}`,
  perplexity: `pplx-${filler(48)}`,
  together: `tgp_v1_${filler(43)}`,
  fireworks: `fw_${filler(24)}`,
  nvidia: `nvapi-${filler(64)}`,
  pinecone: `pcsk_${filler(60)}`,
  langSmith: `lsv2_pt_${filler(32, "0a1b")}_${filler(10, "0a1b")}`,
  bitbucket: `ATBB${filler(32)}`,
  atlassian: `ATATT3${filler(180)}`,
  rubyGems: `rubygems_${filler(48, "0a1b")}`,
  nuget: `oy2${filler(43, "a1b2")}`,
  crates: `cio${filler(32)}`,
  docker: `dckr_pat_${filler(27)}`,
  circleCi: `CCIPAT_${filler(22)}_${filler(40, "0a1b")}`,
  sonar: `squ_${filler(40, "0a1b")}`,
  pulumi: `pul-${filler(40, "0a1b")}`,
  postman: `PMAK-${filler(24, "0a1b")}-${filler(34, "0a1b")}`,
  digitalOcean: `dop_v1_${filler(64, "0a1b")}`,
  databricks: `dapi${filler(32, "0a1b")}`,
  doppler: `dp.pt.${filler(43)}`,
  dopplerService: `dp.st.dev_web.${filler(43)}`,
  onePassword: `A3-${filler(6, "A1")}-${filler(11, "A1")}-${filler(5, "A1")}-${filler(5, "B2")}-${filler(5, "C3")}`,
  age: `AGE-SECRET-KEY-1${filler(58, "Q2W3")}`,
  tailscale: `tskey-auth-${filler(17)}-${filler(32)}`,
  supabase: `sbp_${filler(40, "0a1b")}`,
  planetScale: `pscale_tkn_${filler(43)}`,
  netlify: `nfp_${filler(36)}`,
  newRelic: `NRAK-${filler(27, "A1B2")}`,
  sentry: `sntryu_${filler(64, "0a1b")}`,
  grafana: `glsa_${filler(32)}_${filler(8, "0a1b")}`,
  mailgun: `key-${filler(32, "0a1b")}`,
  brevo: `xkeysib-${filler(64, "0a1b")}-${filler(16)}`,
  twilio: `SK${filler(32, "0a1b")}`,
  stripeWebhook: `whsec_${filler(32)}`,
  shopify: `shpat_${filler(32, "0a1b")}`,
  square: `sq0csp-${filler(43)}`,
  plaid: `access-production-${filler(8, "0a1b")}-0a1b-0a1b-0a1b-${filler(12, "0a1b")}`,
  linear: `lin_api_${filler(40)}`,
  notion: `ntn_${filler(46)}`,
  airtable: `pat${filler(14)}.${filler(64, "0a1b")}`,
  figma: `figd_${filler(43)}`,
  contentful: `CFPAT-${filler(43)}`,
  hubSpot: `pat-na1-${filler(8, "0a1b")}-0a1b-0a1b-0a1b-${filler(12, "0a1b")}`,
  dropbox: `sl.${filler(130)}`,
  dynatrace: `dt0c01.${filler(24, "A1B2")}.${filler(64, "A1B2")}`,
  paseto: `v4.public.${filler(90)}`,
};

for (const [name, token] of Object.entries(TOKENS)) {
  test(`a token of the form ${name} is found wherever it stands`, () => {
    assertFoundEverywhere(secret, token);
    assert.deepEqual(findings(secret, `export API_KEY_${token}`), [token]);
  });

  test(`the beginning of a token of the form ${name} alone is none`, () => {
    assertNotFound(secret, [token.slice(0, 12), `x${token.slice(0, 10)} and more`]);
  });
}

test("words that begin like tokens are left alone", () => {
  assertNotFound(secret, [
    "task-force-of-the-twenty-first-century",
    "disk-encryption-key-rotation-policy",
    `a${TOKENS["awsLongLived"]}`,
    `${TOKENS["awsLongLived"]}A`,
    "550e8400-e29b-41d4-a716-446655440000",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "https://example.com/a-rather-long-path/with_many_parts.html",
    "eyJ is how they begin",
  ]);
});

test("names in code that begin like tokens are left alone", () => {
  assertNotFound(secret, [
    "fw_initializeTheFrameworkFromSettings",
    "hf_tokenizerForConditionalGenerationModels",
    "secret_theNameOfSomethingThatIsRatherLongAndHasNoDigits",
    "rnd_uniformlyDistributedOverTheUnitInterval",
    `SK${filler(33, "0a1b")}`,
    `sq0${filler(43)}`,
    `pat-na1-${filler(20)}`,
    `v4.public.${filler(12)}`,
  ]);
});

/** They are known by something in their midst, or as a whole. */
const OTHERS: Readonly<Record<string, string>> = {
  slackWebhook: `https://hooks.slack.com/services/T${filler(8, "A1")}/B${filler(8, "A1")}/${filler(24)}`,
  discordWebhook: `https://discord.com/api/webhooks/${filler(18, "123")}/${filler(68)}`,
  zapierWebhook: "https://hooks.zapier.com/hooks/catch/1234567/abc1234/",
  telegramBot: `123456789:AA${filler(33)}`,
  discordBot: `${Buffer.from("123456789012345678").toString("base64")}.${filler(6)}.${filler(38)}`,
  azureClientSecret: `abc8Q~${filler(34)}`,
  terraform: `${filler(14)}.atlasv1.${filler(64)}`,
  googleRefresh: `1//0${filler(60)}`,
  braintree: `access_token$production$${filler(16, "a1b2")}$${filler(32, "0a1b")}`,
  mailchimp: `${filler(32, "0a1b")}-us12`,
  newRelicLicence: `${filler(36, "0a1b")}NRAL`,
};

for (const [name, token] of Object.entries(OTHERS)) {
  test(`a token of the form ${name} is found wherever it stands`, () => {
    for (const text of [token, `It is ${token} now`, `"${token}"`, `key=${token}\n`, `(${token})`])
      assert.deepEqual(findings(secret, text), [token], text);
    assertNotFound(secret, [token.slice(0, Math.floor(token.length / 2))]);
  });
}

test("what only has a sign of such a token is none", () => {
  assertNotFound(secret, [
    "12:30:AA meeting, 1//0 of them, Q~ and en-us1",
    `${filler(40, "0a1b")}-us12`,
    `${Buffer.from("not a number, no no").toString("base64").slice(0, 24)}.${filler(6)}.${filler(38)}`,
    "https://hooks.slack.com/docs",
    "https://discord.com/api/webhooks/",
  ]);
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

test("web tokens are known by their structure", () => {
  const header = encode({ alg: "HS256", typ: "JWT" });
  const claims = encode({ sub: "1", name: "Alice" });
  assertFoundEverywhere(secret, `${header}.${claims}.${filler(43)}`);
  assert.deepEqual(findings(secret, `"${encode({ alg: "none" })}.${claims}."`), [
    `${encode({ alg: "none" })}.${claims}.`,
  ]);
  const encrypted = `${encode({ alg: "dir", enc: "A256GCM" })}..${filler(16)}.${filler(30)}.${filler(22)}`;
  assert.deepEqual(findings(secret, `"${encrypted}"`), [encrypted]);
  assertNotFound(secret, [
    `${encode({ typ: "other" })}.${claims}.${filler(43)}`,
    header,
    `${header}.${claims}`,
  ]);
});

const pem = (kind: string): string =>
  `-----BEGIN ${kind}-----\nMIIE${filler(60)}\n${filler(64)}\n${filler(20)}==\n-----END ${kind}-----`;

test("private keys are found with all their lines, also as JSON writes them", () => {
  for (const kind of [
    "RSA PRIVATE KEY",
    "PRIVATE KEY",
    "EC PRIVATE KEY",
    "OPENSSH PRIVATE KEY",
    "PGP PRIVATE KEY BLOCK",
  ]) {
    const key = pem(kind);
    assert.deepEqual(findings(secret, `here:\n${key}\nbye`), [key]);
    assert.deepEqual(findings(secret, key.replaceAll("\n", "\r\n")), [key.replaceAll("\n", "\r\n")]);
    const escaped = JSON.stringify(key).slice(1, -1);
    assert.deepEqual(findings(secret, `{"key":"${escaped}"}`), [escaped]);
  }
});

test("a private key that was cut off is found as far as it goes", () => {
  const whole = pem("PRIVATE KEY");
  const cut = whole.slice(0, -60);
  assert.deepEqual(findings(secret, cut), [cut]);
  assert.deepEqual(findings(secret, `${cut}\n${whole}`).at(-1), whole);
});

test("PuTTY's keys are found from their first header to the code that protects them", () => {
  const key = [
    "PuTTY-User-Key-File-3: ssh-ed25519",
    "Encryption: none",
    "Comment: maria@laptop",
    "Public-Lines: 2",
    filler(64),
    filler(20),
    "Private-Lines: 1",
    filler(48),
    `Private-MAC: ${filler(64, "0a1b")}`,
  ].join("\n");
  assert.deepEqual(findings(secret, `here:\n${key}\nbye`), [key]);
  assertNotFound(secret, ["PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n"]);
});

test("public keys, certificates and a mere header are left alone", () => {
  assertNotFound(secret, [
    pem("PUBLIC KEY"),
    pem("CERTIFICATE"),
    `-----BEGIN ${"PRIVATE KEY"}----- is how it starts`,
  ]);
});

test("user and password are found in URLs, the rest of which stays", () => {
  const cases = [
    ["postgres://bob:s3cret@db.example.com:5432/x", "bob:s3cret"],
    ["redis://:s3cret@cache:6379", ":s3cret"],
    ["https://bob:p@ss@example.com/", "bob:p@ss"],
    ["mongodb+srv://bob:s3cret@a.example.com,b.example.com/x", "bob:s3cret"],
    [`https://${filler(32)}@sentry.example.com/1`, filler(32)],
  ] as const;
  for (const [url, credential] of cases) assert.deepEqual(findings(secret, `"${url}"`), [credential]);
});

test("URLs without a password, or with the name of one in its place, are left alone", () => {
  assertNotFound(secret, [
    "https://example.com:8080/a@b",
    "https://example.com/a:b@c",
    "ssh://git@github.com/org/repo.git",
    `https://\${USER}:\${PASSWORD}@example.com`,
    "https://user:$PASSWORD@example.com",
    "https://user:{{password}}@example.com",
    "https://user:@example.com",
    "://user:password@example.com",
  ]);
});
