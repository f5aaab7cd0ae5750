import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import type { UpstreamAuth } from "../../../../config/schema/upstream.ts";
import type { SecretReader } from "../../../../sidecar/platform/secrets.ts";
import { resolveAuth } from "../../../../sidecar/upstream/auth.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { failureOf } from "./support.ts";

function fakeSecrets() {
  const env = new Map<string, string>();
  const files = new Map<string, string | Error>();
  let reads = 0;
  const secrets: SecretReader = {
    env: (name) => {
      reads++;
      return env.get(name);
    },
    file: async (path) => {
      reads++;
      const content =
        files.get(path) ?? Object.assign(new Error(`no such file: ${path}`), { code: "ENOENT" });
      if (content instanceof Error) throw content;
      return content;
    },
  };
  return { env, files, secrets, reads: () => reads };
}

function authOf(auth: UpstreamAuth) {
  const clock = new FakeClock();
  const fake = fakeSecrets();
  return { ...fake, clock, auth: resolveAuth({ upstream: "openai", auth, secrets: fake.secrets, clock }) };
}

test("a bearer key and a key in a header of its own", async () => {
  const bearer = authOf({ bearer: { env: "KEY" } });
  bearer.env.set("KEY", " sk-1\n");
  assert.equal(bearer.auth.headerName, "authorization");
  assert.equal((await bearer.auth.headerValue()).reveal(), "Bearer sk-1");

  const header = authOf({ header: { name: "x-api-key", value: { file: "/run/key" } } });
  header.files.set("/run/key", "sk-2\r\n");
  assert.equal(header.auth.headerName, "x-api-key");
  assert.equal((await header.auth.headerValue()).reveal(), "sk-2");
});

test("a rotated file is picked up within seconds, and until then costs no read", async () => {
  const { auth, files, clock, reads } = authOf({ bearer: { file: "/run/key" } });
  files.set("/run/key", "old");
  await auth.headerValue();
  files.set("/run/key", "new");
  await clock.advance(4_999);
  assert.equal((await auth.headerValue()).reveal(), "Bearer old");
  assert.equal(reads(), 1);
  await clock.advance(1);
  assert.equal((await auth.headerValue()).reveal(), "Bearer new");
});

test("a refused key is read anew at once", async () => {
  const { auth, files } = authOf({ bearer: { file: "/run/key" } });
  files.set("/run/key", "old");
  await auth.headerValue();
  files.set("/run/key", "new");
  auth.refused();
  assert.equal((await auth.headerValue()).reveal(), "Bearer new");
});

test("many calls at once read once", async () => {
  const { auth, files, reads } = authOf({ bearer: { file: "/run/key" } });
  files.set("/run/key", "k");
  await Promise.all([auth.headerValue(), auth.headerValue(), auth.headerValue()]);
  assert.equal(reads(), 1);
});

for (const [name, value] of [
  ["missing", undefined],
  ["empty", " \n"],
  ["unfit for a header", "a\nb"],
] as const) {
  test(`a secret that is ${name} fails calls until it is mended; only the cause names it`, async () => {
    const { auth, env } = authOf({ bearer: { env: "OPENAI_API_KEY" } });
    if (value !== undefined) env.set("OPENAI_API_KEY", value);
    const error = await failureOf(Promise.resolve(auth.headerValue()));
    assert.equal(error.kind, "upstream-refused-credentials");
    assert.doesNotMatch(error.message, /OPENAI_API_KEY/);
    assert.match(error.message, /"openai"/);
    assert.match(String(error.cause), /environment variable OPENAI_API_KEY/);

    env.set("OPENAI_API_KEY", "k");
    assert.equal((await auth.headerValue()).reveal(), "Bearer k");
  });
}

test("a good key outlives a read that fails in passing, but not its file", async () => {
  const { auth, files, clock } = authOf({ bearer: { file: "/run/key" } });
  files.set("/run/key", "k");
  await auth.headerValue();
  await clock.advance(5_000);
  files.set("/run/key", Object.assign(new Error("too many open files"), { code: "EMFILE" }));
  assert.equal((await auth.headerValue()).reveal(), "Bearer k");
  files.delete("/run/key");
  assert.equal((await failureOf(Promise.resolve(auth.headerValue()))).kind, "upstream-refused-credentials");
});

test("a secret shows itself nowhere", async () => {
  const { auth, env } = authOf({ bearer: { env: "KEY" } });
  env.set("KEY", "sk-1");
  const secret = await auth.headerValue();
  for (const shown of [
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true }),
    secret + "",
  ]) {
    assert.match(shown, /\[redacted\]/);
    assert.doesNotMatch(shown, /sk-1/);
  }
});
