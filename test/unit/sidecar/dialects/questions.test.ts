import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { DialectName } from "../../../../sidecar/core/call.ts";
import type { JsonObject } from "../../../../sidecar/core/json.ts";
import { dialectOf, dialects } from "../../../../sidecar/dialects/registry.ts";

function questionIn(dialect: DialectName, document: JsonObject, window = 0) {
  return dialectOf(dialect).question?.(document, window);
}

const user = (content: unknown) => ({ role: "user", content });
const assistant = (content: unknown) => ({ role: "assistant", content });

const LISTS: readonly [DialectName, string, string][] = [
  ["openai-chat", "messages", "text"],
  ["anthropic-messages", "messages", "text"],
  ["openai-responses", "input", "input_text"],
];

for (const [dialect, list, textType] of LISTS) {
  describe(`the question in a request of ${dialect}`, () => {
    const request = (turns: unknown, more: JsonObject = {}): JsonObject =>
      JSON.parse(JSON.stringify({ model: "m", ...more, [list]: turns }));

    it("is the last turn of the user; all else is its context", () => {
      const document = request([{ role: "system", content: "S" }, user("A"), assistant("B"), user("C?")], {
        temperature: 0.2,
      });
      assert.deepEqual(questionIn(dialect, document), {
        text: "C?",
        recent: [],
        context: request([{ role: "system", content: "S" }, user("A"), assistant("B"), user("")], {
          temperature: 0.2,
        }),
      });
    });

    it("may be in parts, whose form stays part of the context", () => {
      const parts = [
        { type: textType, text: "A" },
        { type: textType, text: "B", cache_control: { type: "ephemeral" } },
      ];
      assert.deepEqual(questionIn(dialect, request([user(parts)])), {
        text: "A\nB",
        recent: [],
        context: request([
          user([
            { type: textType, text: "" },
            { type: textType, text: "", cache_control: { type: "ephemeral" } },
          ]),
        ]),
      });
    });

    it("comes with as many turns before it as are wanted, system prompts not counted", () => {
      const turns = [user("A"), assistant("B"), { role: "system", content: "S" }, user("C"), user("D?")];
      assert.deepEqual(questionIn(dialect, request(turns), 2), {
        text: "D?",
        recent: ["B", "C"],
        context: request([user("A"), assistant(""), { role: "system", content: "S" }, user(""), user("")]),
      });
      const all = questionIn(dialect, request(turns), 64);
      assert.deepEqual(typeof all === "object" && all.recent, ["A", "B", "C"]);
    });

    it("is none when the last turn is not the user's, is empty, or is no text", () => {
      const image = { type: "image_url", image_url: { url: "https://a.example/b.png" } };
      for (const turns of [
        [],
        1,
        [user("A"), assistant("B")],
        [user("A"), { role: "system", content: "S" }],
        [user("  ")],
        [user([])],
        [user(null)],
        [user([image])],
        [user([{ type: textType, text: "What is this?" }, image])],
        [user([image]), assistant("A cat."), user("Which one?")],
        [{ role: "critic", content: "A" }, user("B")],
        ["A"],
      ])
        assert.equal(questionIn(dialect, request(turns)), "no-question", JSON.stringify(turns));
    });

    it("is none where tools are on offer", () => {
      assert.equal(
        questionIn(dialect, request([user("A?")], { tools: [{ type: "x", name: "get" }] })),
        "agent-turn",
      );
    });

    it("does not change the document", () => {
      const document = request([user("A"), user([{ type: textType, text: "B" }])]);
      const before = structuredClone(document);
      questionIn(dialect, document, 5);
      assert.deepEqual(document, before);
    });

    it("leaves the context as it is, whatever the texts are", () => {
      fc.assert(
        fc.property(
          fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 6 }),
          fc.nat(8),
          (texts, window) => {
            const contextOf = (each: (text: string) => string) => {
              const turns = texts.map((text, index) => {
                const isOpen = index >= texts.length - 1 - window;
                return user(isOpen ? each(text) : text);
              });
              const question = questionIn(dialect, request(turns), window);
              return typeof question === "object" ? question.context : question;
            };
            assert.deepEqual(
              contextOf((text) => `${text}?`),
              contextOf((text) => `other ${text}`),
            );
          },
        ),
      );
    });
  });
}

describe("the turns of agents", () => {
  it("are none of openai-chat's questions", () => {
    const call = { id: "1", type: "function", function: { name: "f", arguments: "{}" } };
    for (const turn of [
      { role: "tool", tool_call_id: "1", content: "12" },
      { role: "function", name: "f", content: "12" },
      { role: "assistant", content: null, tool_calls: [call] },
      { role: "assistant", content: null, function_call: { name: "f", arguments: "{}" } },
    ])
      assert.equal(
        questionIn("openai-chat", { model: "m", messages: [turn, user("A?")] as never }),
        "agent-turn",
      );
  });

  it("are none of anthropic-messages'", () => {
    for (const part of [
      { type: "tool_use", id: "1", name: "f", input: {} },
      { type: "tool_result", tool_use_id: "1", content: "12" },
      { type: "server_tool_use", id: "1", name: "web_search", input: {} },
      { type: "web_search_tool_result", tool_use_id: "1", content: [] },
    ])
      assert.equal(
        questionIn("anthropic-messages", { model: "m", messages: [assistant([part]), user("A?")] as never }),
        "agent-turn",
      );
  });

  it("are none of openai-responses'", () => {
    for (const item of [
      { type: "function_call", call_id: "1", name: "f", arguments: "{}" },
      { type: "function_call_output", call_id: "1", output: "12" },
      { type: "web_search_call", id: "1", status: "completed" },
    ])
      assert.equal(
        questionIn("openai-responses", { model: "m", input: [item, user("A?")] as never }),
        "agent-turn",
      );
    const reasoning = { type: "reasoning", id: "1", summary: [] };
    assert.equal(
      questionIn("openai-responses", { model: "m", input: [reasoning, user("A?")] as never }),
      "no-question",
    );
  });
});

describe("the question in a request that is one text", () => {
  it("is the input of openai-responses", () => {
    assert.deepEqual(questionIn("openai-responses", { model: "m", instructions: "I", input: "A?" }), {
      text: "A?",
      recent: [],
      context: { model: "m", instructions: "I", input: "" },
    });
  });

  it("is the prompt of openai-completions, when it is one text", () => {
    assert.deepEqual(questionIn("openai-completions", { model: "m", suffix: "S", prompt: "A?" }), {
      text: "A?",
      recent: [],
      context: { model: "m", suffix: "S", prompt: "" },
    });
    assert.deepEqual(questionIn("openai-completions", { model: "m", prompt: ["A?"] }), {
      text: "A?",
      recent: [],
      context: { model: "m", prompt: [""] },
    });
    for (const prompt of [["A", "B"], [1, 2], [[1, 2]], "", undefined])
      assert.equal(questionIn("openai-completions", { model: "m", prompt }), "no-question");
  });
});

it("operations that ask nothing in words have no questions", () => {
  const asking = dialects.filter(({ question }) => question !== undefined).map(({ name }) => name);
  assert.deepEqual(asking.sort(), [
    "anthropic-messages",
    "openai-chat",
    "openai-completions",
    "openai-responses",
  ]);
});
