import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { parsePrometheus, sumOf } from "../support/prometheus-text.ts";
import { type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

const upstream = (name: string, via: string) => `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: ${name} }
spec: { dialect: openai, url: "{openai}", via: ${via} }
---`;
const route = (name: string, to: string, hedge: string) => `
apiVersion: aios.dev/v1
kind: Route
metadata: { name: ${name} }
spec:
  match: { models: [${name}] }
  targets: [{ upstream: ${to} }]
  retry: { attempts: 0 }
  hedge: ${hedge}
---`;

const VIAS = ["direct", "control-plane"];
const CONFIG = VIAS.flatMap((via) => [
  upstream(via, via),
  route(`hedged-${via}`, via, "{ delay: 100ms, share: 1 }"),
  route(`never-${via}`, via, "{ delay: 50ms, share: 0 }"),
])
  .join("")
  .replace(/---$/, "");

let stack: Stack;
before(async () => {
  stack = await startStack({ config: CONFIG });
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

function ask(model: string, stream: boolean): Promise<Response> {
  return fetch(`${stack.openaiUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model, stream, messages: [{ role: "user", content: "hello" }] }),
  });
}

async function count(name: string, labels: Readonly<Record<string, string>>): Promise<number> {
  const text = await (await fetch(`http://${stack.sidecar.addresses.status}/metrics`)).text();
  return sumOf(parsePrometheus(text), name, labels);
}

for (const via of VIAS) {
  for (const stream of [false, true]) {
    const what = `via ${via}, ${stream ? "a stream" : "a whole reply"}`;
    const model = `hedged-${via}`;

    test(`${what}: the hedge answers for an attempt that hangs, whose connection the provider sees closed`, async () => {
      const won = await count("aios_hedges_total", { route: model, outcome: "won" });
      const wasted = await count("aios_wasted_attempts_total", { route: model, upstream: via });
      stack.provider.setFault({ type: "stall", where: stream ? "after-headers" : "before-headers" }, 1);
      const response = await ask(model, stream);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get("x-aios-attempts"), "2");
      const text = await response.text();
      // A stream says each word in an event of its own.
      assert.match(text, /You/);
      if (stream) assert.match(text, /data: \[DONE\]\n\n/);
      assert.equal(stack.provider.received.length, 2);
      const [hung, answered] = stack.provider.received;
      await hung?.ended;
      assert.equal(hung?.aborted, true);
      await answered?.ended;
      assert.equal(answered?.aborted, false);
      assert.equal(await count("aios_hedges_total", { route: model, outcome: "won" }), won + 1);
      await until(
        async () =>
          (await count("aios_wasted_attempts_total", { route: model, upstream: via })) === wasted + 1,
        "the attempt in vain is counted",
      );
    });

    test(`${what}: an attempt that answers after its hedge has set out wins if that is slower still`, async () => {
      const lost = await count("aios_hedges_total", { route: model, outcome: "lost" });
      stack.provider.setFault({ type: "delay", ms: 400 }, 1);
      const asked = ask(model, stream);
      await until(() => stack.provider.received.length === 1, "the first attempt has arrived");
      stack.provider.setFault({ type: "stall", where: "before-headers" }, 1);
      const response = await asked;
      assert.equal(response.status, 200);
      await response.text();
      const [answered, hedge] = stack.provider.received;
      await hedge?.ended;
      assert.deepEqual([answered?.aborted, hedge?.aborted], [false, true]);
      assert.equal(await count("aios_hedges_total", { route: model, outcome: "lost" }), lost + 1);
    });

    test(`${what}: a share of nothing allows no hedge`, async () => {
      stack.provider.setFault({ type: "delay", ms: 200 });
      const response = await ask(`never-${via}`, stream);
      assert.equal(response.headers.get("x-aios-attempts"), "1");
      await response.text();
      assert.equal(stack.provider.received.length, 1);
    });
  }
}

interface AdminView {
  readonly breakers: readonly { readonly state: string; readonly failures: number }[];
  readonly upstreams: readonly { readonly running: number }[];
}

async function admin<Key extends keyof AdminView>(path: Key): Promise<AdminView[Key]> {
  const response = await fetch(`http://${stack.sidecar.addresses.admin}/${path}`);
  return ((await response.json()) as AdminView)[path];
}

test("what was cancelled opens no breaker and holds no connection", async () => {
  for (const { state, failures } of await admin("breakers"))
    assert.deepEqual([state, failures], ["closed", 0]);
  const idle = async () => (await admin("upstreams")).every(({ running }) => running === 0);
  await until(idle, "no connection in use");
});
