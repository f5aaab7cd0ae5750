import assert from "node:assert/strict";
import { test } from "node:test";
import { loadConfigDiscovery, loadGateway, loadInference } from "../../../proto/load.ts";

const { service: inference } = loadInference();
const { service: gateway } = loadGateway();
const { service: configDiscovery } = loadConfigDiscovery();

test("a parameter that is absent stays absent, and one that is zero stays zero", () => {
  const { requestSerialize, requestDeserialize } = inference.Chat;
  const absent = requestDeserialize(requestSerialize({ model: "gpt-4o" }));
  assert.equal(absent.temperature, undefined);
  assert.equal(absent.seed, undefined);
  assert.equal(absent.parallelToolCalls, undefined);
  assert.equal(absent.toolChoice, null);
  assert.equal(absent.extra, null);
  assert.deepEqual(absent.tools, []);

  const zero = requestDeserialize(
    requestSerialize({ temperature: 0, seed: 0, parallelToolCalls: false, user: "" }),
  );
  assert.equal(zero.temperature, 0);
  assert.equal(zero.seed, 0);
  assert.equal(zero.parallelToolCalls, false);
  assert.equal(zero.user, "");
});

test("a message tells empty text, parts and no content apart", () => {
  const { requestSerialize, requestDeserialize } = inference.Chat;
  const { messages } = requestDeserialize(
    requestSerialize({
      messages: [
        { role: "user", text: "" },
        {
          role: "user",
          parts: { parts: [{ imageUrl: { data: { mediaType: "image/png", data: Buffer.from([0, 255]) } } }] },
        },
        {
          role: "assistant",
          toolCalls: [{ id: "call_1", function: { name: "look", arguments: '{"q": 1' } }],
        },
      ],
    }),
  );
  assert.deepEqual(
    messages.map((message) => message.content),
    ["text", "parts", undefined],
  );
  assert.deepEqual(messages[1]?.parts?.parts[0]?.imageUrl?.data?.data, Buffer.from([0, 255]));
  assert.equal(messages[2]?.toolCalls[0]?.function?.arguments, '{"q": 1');
});

test("fractions keep their decimal value", () => {
  const { requestSerialize, requestDeserialize } = inference.Chat;
  const request = requestDeserialize(
    requestSerialize({ temperature: 0.7, topP: 0.1, logitBias: { "50256": -0.3 } }),
  );
  assert.equal(request.temperature, 0.7);
  assert.equal(request.topP, 0.1);
  assert.deepEqual(request.logitBias, { "50256": -0.3 });
});

test("keys that mean something to JavaScript are plain data in headers and in JSON", () => {
  const headers = JSON.parse('{"__proto__": "a", "constructor": "b"}') as Record<string, string>;
  const { requestSerialize, requestDeserialize } = gateway.Forward;
  const head = requestDeserialize(requestSerialize({ head: { headers } })).head;
  assert.deepEqual(Object.entries(head?.headers ?? {}), Object.entries(headers));
  assert.equal(({} as Record<string, unknown>).a, undefined);
});

test("JSON that is nested too deeply is refused, not followed", () => {
  let value: object = { stringValue: "end" };
  for (let depth = 0; depth < 10_000; depth += 1) value = { structValue: { fields: { a: value } } };
  assert.throws(() => inference.Chat.requestSerialize({ extra: { fields: { a: value } } }), /nesting depth/);
});

test("received bytes are views of the received message, not copies", () => {
  const { requestSerialize, requestDeserialize } = gateway.Forward;
  const received = requestSerialize({ chunk: Buffer.alloc(100_000, 7) });
  const { chunk } = requestDeserialize(received);
  assert.equal(chunk?.buffer, received.buffer);
});

test("a node's answer names the bundle it answers", () => {
  const { requestSerialize, requestDeserialize } = configDiscovery.Stream;
  const faults = [
    { kind: "Route", name: "chat", path: "targets[0].upstream", code: "unknown-reference", message: "no" },
  ];
  const nack = requestDeserialize(requestSerialize({ nack: { nonce: "7", version: "abc", faults } }));
  assert.equal(nack.message, "nack");
  assert.deepEqual(nack.nack, { nonce: "7", version: "abc", faults });
  const hello = requestDeserialize(requestSerialize({ hello: { nodeId: "n", source: "SOURCE_DISK" } })).hello;
  assert.equal(hello?.source, "SOURCE_DISK");
  assert.equal(hello?.appliedVersion, "");
});
