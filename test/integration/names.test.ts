import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startStack } from "../support/stack.ts";

const CONFIG = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "{openai}", models: [gpt-4o-mini] }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: openai }
spec:
  match: { models: ["gpt-*"] }
  targets: [{ upstream: openai }]
  policies: [names]
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: names }
spec:
  redact: { entities: [names, email], direction: both }
`;

const chat = (content: string, more: object = {}) => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content }], ...more }),
});

describe("names of persons, addresses and organisations", () => {
  it("do not reach the provider, and come back in whole and streamed replies", async (context) => {
    const stack = await startStack({ config: CONFIG });
    context.after(() => stack.close());
    const text =
      "My name is Maria Lopez (maria@example.com), I live at 742 Evergreen Terrace, Springfield, IL 62704 and work for Initech Inc.";
    for (const stream of [false, true]) {
      const reply = await fetch(`${stack.openaiUrl}/chat/completions`, chat(text, { stream }));
      assert.equal(reply.status, 200);
      assert.match(await reply.text(), /Maria Lopez/);
      assert.equal(reply.headers.get("x-aios-redactions"), "person=1, email=1, address=1, organization=1");
    }
    assert.equal(stack.provider.received.length, 2);
    for (const { text: sent } of stack.provider.received)
      assert.doesNotMatch(sent, /Maria|Lopez|Evergreen|62704|Initech|example\.com/);
  });

  it("are found by the keys of tool arguments", async (context) => {
    const stack = await startStack({ config: CONFIG });
    context.after(() => stack.close());
    const call = {
      id: "call_1",
      type: "function",
      function: { name: "create_contact", arguments: JSON.stringify({ first_name: "Qwrtz", zip: "62704" }) },
    };
    const messages = [
      { role: "user", content: "add the contact" },
      { role: "assistant", content: null, tool_calls: [call] },
      { role: "tool", tool_call_id: "call_1", content: "done" },
    ];
    const reply = await fetch(`${stack.openaiUrl}/chat/completions`, chat("", { messages }));
    assert.equal(reply.status, 200);
    assert.doesNotMatch(stack.provider.received[0]?.text ?? "", /Qwrtz|62704/);
  });

  it("are looked for in large requests as well, at their exact place", async (context) => {
    const stack = await startStack({ config: CONFIG });
    context.after(() => stack.close());
    const filler = "nothing of note happened on that day in the village, as far as anybody knows; ".repeat(
      500,
    );
    const text = Array.from(
      { length: 8 },
      (_, index) => `${filler}Ask Mrs. Quintanar${index} x. Dear Siobhan, `,
    ).join("");
    assert.ok(text.length > 262_144, "it is done with at once");
    const reply = await fetch(`${stack.openaiUrl}/chat/completions`, chat(text));
    assert.equal(reply.status, 200);
    const sent = stack.provider.received[0]?.text ?? "";
    assert.doesNotMatch(sent, /Quintanar|Siobhan/);
    assert.equal(sent.match(/happened on that day/g)?.length, 4_000);
  });

  it("that cannot be looked for in time are not sent", async (context) => {
    const stack = await startStack({
      config: `${CONFIG}\n`,
      names: { timeBudget: "1ms" },
    });
    context.after(() => stack.close());
    const reply = await fetch(
      `${stack.openaiUrl}/chat/completions`,
      chat("My name is Maria Lopez. ".repeat(20_000)),
    );
    assert.equal(reply.status, 503);
    assert.match(await reply.text(), /names\.timeBudget/);
    assert.equal(stack.provider.received.length, 0);
  });
});
