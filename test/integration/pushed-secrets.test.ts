import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { sidecarSpec } from "../../config/schema/settings.ts";
import { secretsFlag } from "../../sidecar/flags.ts";
import { startStack } from "../support/stack.ts";

const NAME = "AIOS_TEST_PUSHED_KEY";
const KEY = "not-a-real-key-41c7";

const CONFIG = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: near }
spec: { dialect: openai, url: "{openai}", via: direct, auth: { bearer: { env: ${NAME} } } }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: near }
spec: { match: {}, targets: [{ upstream: near }] }
`;

async function answerTo(context: TestContext, options: { allowedEnv?: string[]; standalone?: boolean }) {
  process.env[NAME] = KEY;
  context.after(() => delete process.env[NAME]);
  const stack = await startStack({ config: CONFIG, ...options });
  context.after(() => stack.close());
  const response = await fetch(`${stack.openaiUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: "hi" }] }),
  });
  return { response, text: await response.text(), seen: stack.provider.received };
}

test("pushed configuration gets no secret of the sidecar's own process", async (context) => {
  const { response, text, seen } = await answerTo(context, {});
  assert.equal(response.status, 502);
  assert.match(text, /credentials of upstream \\"near\\" are not available/);
  assert.equal(text.includes(KEY), false);
  assert.equal(seen.length, 0);
});

test("it gets one that the sidecar's own settings list", async (context) => {
  const { response, seen } = await answerTo(context, { allowedEnv: [NAME] });
  assert.equal(response.status, 200);
  assert.equal(seen[0]?.headers["authorization"], `Bearer ${KEY}`);
});

test("configuration from files needs no list", async (context) => {
  const { response } = await answerTo(context, { standalone: true });
  assert.equal(response.status, 200);
});

test("the flag lists variables and paths", () => {
  assert.deepEqual(secretsFlag("OPENAI_API_KEY,AI_*,/var/run/secrets/ai"), {
    env: ["OPENAI_API_KEY", "AI_*"],
    files: ["/var/run/secrets/ai"],
  });
  assert.throws(() => secretsFlag("not a name"), /Expected names of environment variables/);
  assert.deepEqual(sidecarSpec.parse({}).secrets, { env: [], files: [] });
});
