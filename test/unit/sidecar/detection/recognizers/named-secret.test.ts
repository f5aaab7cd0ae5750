import assert from "node:assert/strict";
import { test } from "node:test";
import { recognizer as namedSecret } from "../../../../../sidecar/detection/recognizers/named-secret.ts";
import { Scan } from "../../../../../sidecar/detection/scan.ts";
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

test("passwords in the languages and places that people write them in are found", () => {
  for (const [text, ...expected] of [
    ["password: hunter2", "hunter2"],
    ["Passwort: Geheim123", "Geheim123"],
    ["contraseña: s3creta!", "s3creta!"],
    ["mot de passe : Azerty123", "Azerty123"],
    ["senha: minhaSenha1", "minhaSenha1"],
    ["hasło: Tajne123", "Tajne123"],
    ["wachtwoord: Geheim42", "Geheim42"],
    ["пароль: Sekret42", "Sekret42"],
    ["密码: abc12345", "abc12345"],
    ["Contraseña:\ns3creta42\n", "s3creta42"],
    ["**Password:** `S3cret!x`", "S3cret!x"],
    ['password => "hunter2x"', "hunter2x"],
    ['password := "hunter2x"', "hunter2x"],
    ["mysql --password hunter2x -h db", "hunter2x"],
    ["mysql --password=hunter2x", "hunter2x"],
    ["sshpass -p 'hunter2x' ssh db", "hunter2x"],
    ["curl -u admin:pa55word https://example.com", "pa55word"],
    ["machine api.example.com login bob password hunter2x", "hunter2x"],
    ["<user><password>hunter2x</password></user>", "hunter2x"],
    ["The password is hunter2x.", "hunter2x"],
    ["my password for the wifi is Tr0ub4dor", "Tr0ub4dor"],
    ["Das Passwort lautet Gr1ffin!42.", "Gr1ffin!42"],
    ["user,password\nmaria,hunter2x\njo,Tr0ub4dor", "hunter2x", "Tr0ub4dor"],
    ["| user | password |\n|---|---|\n| maria | hunter2x |", "hunter2x"],
    ['{"name": "DB_PASSWORD", "value": "hunter2x"}', "hunter2x"],
    ["- name: DB_PASSWORD\n  value: hunter2x\n", "hunter2x"],
  ] as const) {
    assert.deepEqual(findings(namedSecret, text), expected, text);
  }
});

test("connection strings lose their passwords and keys, and nothing else", () => {
  for (const [text, expected] of [
    ["Server=db;Database=x;User Id=app;Password=P@ssw0rd!;Encrypt=true", "P@ssw0rd!"],
    ["Driver={ODBC Driver 18};Server=db;Uid=app;Pwd=Tr0ub4dor&3;", "Tr0ub4dor&3"],
    ["jdbc:mysql://db/x?user=root&password=s3cr3t&useSSL=false", "s3cr3t"],
    ["jdbc:oracle:thin:scott/tiger1@//db:1521/x", "tiger1"],
    [`AccountName=a;AccountKey=${filler(86)}==;EndpointSuffix=core.windows.net`, `${filler(86)}==`],
    [`Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey=${filler(43)}=`, `${filler(43)}=`],
    [`https://a.blob.core.windows.net/c?sv=2022-11-02&sig=${filler(40)}%3D&se=2024`, `${filler(40)}%3D`],
  ] as const) {
    assert.deepEqual(findings(namedSecret, text), [expected], text);
  }
});

test("a password needs no digit where nothing else can stand", () => {
  for (const [text, expected] of [
    ['{"password": "hunter"}', "hunter"],
    ["password = 'correct-horse'", "correct-horse"],
    ["password: correct-horse", "correct-horse"],
    ["DB_PASSWORD=hunter", "hunter"],
    ["export DB_PASSWORD=hunter\nX=1", "hunter"],
    ['{"password": "correct horse battery staple"}', "correct horse battery staple"],
  ] as const) {
    assert.deepEqual(findings(namedSecret, text), [expected], text);
  }
});

test("the name of its place makes a secret of a whole text", () => {
  const whole = (text: string, name: string): readonly string[] =>
    [...namedSecret.find(text, new Scan(text, name))].map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(whole("hunter", "password"), ["hunter"]);
  assert.deepEqual(whole(" hunter2x\n", "dbPassword"), ["hunter2x"]);
  assert.deepEqual(whole(filler(24), "client_secret"), [filler(24)]);
  assert.deepEqual(whole("hunter", "username"), []);
  assert.deepEqual(whole("", "password"), []);
  assert.deepEqual(whole("required", "password"), []);
  assert.deepEqual(whole("[SECRET_1]", "password"), []);
  assert.deepEqual(whole("hello", "token"), []);
});

test("what stands for a value, and what names something else, is left alone", () => {
  assertNotFound(namedSecret, [
    "password: [SECRET_1]",
    'password: "<your password>"',
    "type X = { password: Foo; token: string }",
    "login(password=password)",
    "if (password === 'x1') fail();",
    "password: process.env.DB_PASSWORD_2",
    "Password must be 8 characters",
    "Password:\n  minLength: 8",
    "The password field: it must contain 8 letters",
    "nextPageToken: 'CAUQAA1234567890'",
    "token_type: bearer",
    "secret: my-app-secret-2",
    "credentials: 'same-origin'",
    "compass: 12north34",
    "bypass: abc123",
    "const token = req.headers.authorization",
    "https://example.com/reset?token=",
    '{"name": "LOG_LEVEL", "value": "debug123"}',
    "name,note\nmaria,hunter2x",
  ]);
});
