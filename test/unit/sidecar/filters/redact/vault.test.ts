import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { TextKind } from "../../../../../sidecar/core/payload.ts";
import { Vault } from "../../../../../sidecar/filters/redact/vault.ts";

function vaultOf(...emails: readonly string[]): Vault {
  const vault = new Vault();
  for (const email of emails) vault.placeholderFor("EMAIL", email);
  return vault;
}

test("an index in code is no placeholder, whatever its letters stand for", () => {
  const vault = vaultOf("ada@example.com");
  vault.placeholderFor("IP", "10.20.30.40");
  for (const code of ["rows[email_1], df[ip_1]", "f()[email_1]", "a[0][email_1]", "rows[Email_1]"]) {
    assert.equal(vault.restore(code, "text"), code);
  }
  assert.equal(
    vault.restore("rows[EMAIL_1] and [email_1]", "text"),
    "rowsada@example.com and ada@example.com",
  );
  assert.equal(vault.restore("[email_1]", "text", "s"), "[email_1]", "the character before came earlier");
  assert.equal(vault.restore("[email_1]", "text", " "), "ada@example.com");
});

test("a number with zeros before it is nobody's", () => {
  const vault = vaultOf("ada@example.com");
  for (const text of ["[EMAIL_001]", "[EMAIL_01]", "[EMAIL_0]"]) {
    assert.equal(vault.restore(text, "text"), text);
    assert.equal(vault.openTail(text.slice(0, -1), "text"), text.length - 1);
  }
});

test("a backslash before a placeholder stays, a pair that Markdown puts around it goes", () => {
  const vault = vaultOf("ada@example.com");
  assert.equal(vault.restore(String.raw`C:\[EMAIL_1]`, "text"), String.raw`C:\ada@example.com`);
  assert.equal(vault.restore(String.raw`\[EMAIL\_1\]`, "text"), "ada@example.com");
  assert.equal(vault.restore(String.raw`[EMAIL\_1]`, "text"), "ada@example.com");
});

test("JSON source stays valid JSON, and says what the text would", () => {
  const values = ["ada@example.com", '"john smith"@example.com', "a\\b\n@example.com"];
  const piece = fc.constantFrom(
    "[EMAIL_1]",
    "[EMAIL_2]",
    "[email_3]",
    "\\",
    '"',
    "\n",
    "[",
    "]",
    "x",
    "_",
    " ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const vault = vaultOf(...values);
      const text = pieces.join("");
      const restored = vault.restore(JSON.stringify({ text }), "json");
      assert.deepEqual(JSON.parse(restored), { text: vault.restore(text, "text") });
    }),
    { numRuns: 2_000 },
  );
});

test("however a text is cut, what is held back makes it come out as if it were whole", () => {
  const piece = fc.constantFrom(
    ...["[EMAIL_1]", "[EMAIL_12]", "[email_3]", "\\[EMAIL\\_2\\]", "\\\\[EMAIL\\\\_2\\\\]", "[IP_1]"],
    ...["\\", "\\n", "\\u000a", "[", "]", "x", "_", "1", "EMAIL", "[EMAIL_", "\\_", " ", "é"],
  );
  const vault = vaultOf(...Array.from({ length: 12 }, (_, index) => `u${index}@example.com`));
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 16 }),
      fc.array(fc.nat(12), { maxLength: 40 }),
      fc.constantFrom<TextKind>("text", "json"),
      (pieces, lengths, kind) => {
        const text = pieces.join("");
        let out = "";
        let held = "";
        let before = "";
        const say = (said: string): void => {
          out += vault.restore(said, kind, before);
          before = (before + said).slice(-12);
        };
        let at = 0;
        for (const length of lengths) {
          const tail = held + text.slice(at, at + length);
          at += length;
          const open = vault.openTail(tail, kind);
          say(tail.slice(0, open));
          held = tail.slice(open);
        }
        say(held + text.slice(at));
        assert.equal(out, vault.restore(text, kind));
      },
    ),
    { numRuns: 3_000 },
  );
});

test("what is held back does not depend on how many values there are", () => {
  const vault = vaultOf(...Array.from({ length: 20_000 }, (_, index) => `u${index}@e.co`));
  assert.equal(vault.openTail("see [EMAIL_19999", "text"), 4);
  assert.equal(vault.openTail("see [EMAIL_20001", "text"), 16);
  assert.equal(vault.openTail("see [IP", "text"), 7);
  const started = performance.now();
  for (let delta = 0; delta < 1_000; delta++) vault.openTail("[[[[[[[[[[[[[[[[[[x", "text");
  // Once it walked all placeholders for every bracket: minutes.
  assert.ok(performance.now() - started < 2_000);
});
