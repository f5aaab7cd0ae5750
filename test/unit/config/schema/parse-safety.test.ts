import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { PARSE_LIMITS, parseConfig } from "../../../../config/schema/parse.ts";
import { renderJson, renderText } from "../../../../config/schema/render.ts";
import { renderSarif } from "../../../../config/schema/sarif.ts";

const parse = (text: string) => parseConfig([{ path: "a.yaml", text }]);
const codes = (text: string) => parse(text).faults.map(({ code }) => code);

/** Everything that anybody can see of a file's faults. */
function shown(text: string): string {
  const { faults } = parse(text);
  assert.notEqual(faults.length, 0, "the text should have faults");
  return renderText(faults, { colour: true }) + renderJson(faults) + renderSarif(faults);
}

describe("whatever is in a file", () => {
  const words = fc.constantFrom(
    "a",
    "- ",
    ": ",
    "\n",
    "  ",
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a",
    "!t ",
    '"',
    "'",
    "|",
    ">",
    "#",
    "---\n",
    "? ",
    ",",
    "%",
    "<<",
    "apiVersion: aios.dev/v1\n",
    "kind: Route\n",
    "metadata: {name: a}\n",
    "spec:\n",
    "targets: ",
    "upstream: ",
    "auth: ",
    "bearer: ",
    "__proto__: ",
    "\uFEFF",
    "\t",
    "\r",
    "\u0000",
    "1e400",
    ".nan",
  );

  test("parsing never throws, and each fault has a place in the text", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(words, { maxLength: 40 }).map((all) => all.join("")),
        ),
        (text) => {
          const { faults, snapshot } = parse(text);
          assert.equal(snapshot === undefined, faults.length > 0);
          const lines = text.split("\n");
          for (const { line, column, endLine, endColumn, excerpt } of faults) {
            assert.ok(
              line >= 1 &&
                line <= lines.length &&
                column >= 1 &&
                column <= (lines[line - 1] ?? "").length + 1,
            );
            assert.ok(endLine === line && endColumn > column);
            assert.ok(excerpt !== undefined && excerpt.start >= 0 && excerpt.length >= 1);
          }
          renderText(faults, { colour: false });
        },
      ),
      { numRuns: 500, examples: [["*akind: Route\na: - *a"]] },
    );
  });

  test("a bomb of aliases is refused without being unpacked", () => {
    const bomb = Array.from({ length: 30 }, (_, index) => {
      const item = index === 0 ? "x" : `*a${index - 1}`;
      return `a${index}: &a${index} [${Array(10).fill(item).join(", ")}]\n`;
    }).join("");
    assert.deepEqual(codes(bomb), ["E104"]);
  });

  test("a text that is nested too deeply is refused", () => {
    assert.ok(codes(`${"[".repeat(100)}${"]".repeat(100)}`).includes("E104"));
    assert.ok(codes("[".repeat(20_000)).includes("E104"));
    assert.deepEqual(codes(`a: ${"[".repeat(50)}${"]".repeat(50)}`).includes("E104"), false);
  });

  test("a file that is too large is refused unread", () => {
    assert.deepEqual(codes("#".repeat(PARSE_LIMITS.fileBytes)), []);
    assert.deepEqual(codes("#".repeat(PARSE_LIMITS.fileBytes + 1)), ["E104"]);
  });

  test("too many documents are refused, over all files together", () => {
    const half = "--- {}\n".repeat(PARSE_LIMITS.documents / 2);
    const files = [half, half, "--- {}\n"].map((text, index) => ({
      path: `${index}`,
      text: text.replaceAll("{}", ""),
    }));
    assert.deepEqual(parseConfig(files.slice(0, 2)).faults, []);
    assert.deepEqual(
      parseConfig(files).faults.map(({ file, code }) => `${file} ${code}`),
      ["2 E104"],
    );
  });

  test("a thousand faults are told at most", () => {
    const text = "--- [1]\n".repeat(3_000);
    assert.equal(parse(text).faults.length, PARSE_LIMITS.faults);
  });

  test("no key reaches a prototype", () => {
    parse(
      "__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }\nspec: { __proto__: { polluted: true } }\n",
    );
    assert.equal(Reflect.get({}, "polluted"), undefined);
  });

  test("control characters of a file never reach the terminal", () => {
    const text = 'apiVersion: "\\e[31m"\nkind: "\u009B2J"\nmetadata: {}\nspec: {}\n';
    const plain = renderText(parse(text).faults, { colour: false });
    assert.doesNotMatch(plain.replaceAll("\n", ""), /\p{Cc}/u);
  });
});

describe("a secret that stands in a file", () => {
  const upstream = (auth: string) =>
    `apiVersion: aios.dev/v1\nkind: Upstream\nmetadata: { name: a }\nspec:\n  dialect: openai\n  url: https://api.openai.com/v1\n${auth}\n`;
  // A value that looks like no key of a known provider: nothing but its place gives it away.
  const SECRET = "hunter2-correct-horse";
  const places: readonly (readonly [string, string])[] = [
    ["in place of a reference", `  auth: { bearer: ${SECRET} }`],
    ["in quotes", `  auth: { bearer: "${SECRET}" }`],
    ["as a block", `  auth:\n    bearer: |\n      ${SECRET}\n`],
    ["under a key of its own", `  auth: { bearer: { value: ${SECRET} } }`],
    ["as a key without a value", `  auth: { bearer: { ${SECRET} } }`],
    ["as a name of a variable", `  auth: { bearer: { env: ${SECRET} } }`],
    ["as a path", `  auth: { bearer: { file: ${SECRET} } }`],
    ["in a header", `  auth: { header: { name: x-api-key, value: ${SECRET} } }`],
    ["in a list", `  auth: [${SECRET}]`],
    ["as the whole", `  auth: ${SECRET}`],
    ["under a mistyped key", `  auth: { berer: ${SECRET} }`],
    ["beside auth", `  apiKey: ${SECRET}`],
    ["beside auth, in quotes", `  "api_key": '${SECRET}'`],
    ["on a line that is no YAML", `  auth: { bearer: ${SECRET}: x }`],
    ["on a line with another fault", `  auth: { bearer: ${SECRET} }, via: none`],
    ["in the URL", `  via: direct\n  models: 1 # https://me:${SECRET}@example.com`],
    ["as a number", "  auth: { bearer: 12345678901 }"],
  ];
  for (const [name, auth] of places) {
    test(`is never shown: ${name}`, () => {
      assert.doesNotMatch(shown(upstream(auth)), /hunter2|12345678901/);
    });
  }

  test("is never shown when it looks like a provider's key, wherever it is", () => {
    const key = "sk-proj-abcdefghij0123456789";
    for (const line of [
      `  via: ${key}`,
      `  ${key}: x`,
      `  models: { ${key}: 1 }`,
      `  maxReplySize: ${key}`,
    ]) {
      assert.doesNotMatch(shown(upstream(line)), /abcdefghij/, line);
    }
    assert.doesNotMatch(shown(`${key}\n`), /abcdefghij/);
    assert.doesNotMatch(
      shown(upstream("").replace("api.openai.com", `me:${key}@api.openai.com`)),
      /abcdefghij/,
    );
  });

  test("is answered by how it should be written", () => {
    const [fault] = parse(upstream(`  auth: { bearer: ${SECRET} }`)).faults;
    assert.equal(fault?.code, "E307");
    assert.match(
      fault?.message ?? "",
      /may not stand here in clear.*\{ env: NAME \} or \{ file: \/absolute\/path \}/,
    );
    assert.deepEqual(fault?.path, ["spec", "auth", "bearer"]);
  });

  test("does not hide a line that has none", () => {
    const text = upstream("  auth: { bearer: { env: OPENAI_API_KEY } }\n  auht: {}");
    assert.equal(parse(text).faults[0]?.excerpt?.text, "  auht: {}");
    const reference = upstream("  auth: { bearer: { env: OPENAI_API_KEY }, via: x }");
    assert.match(
      parse(reference).faults[0]?.excerpt?.text ?? "",
      /auth: \{ bearer: \{ env: \*+ \}, via: \*+ *\}/,
    );
  });
});
