import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { TextKind } from "../../../../../sidecar/core/payload.ts";
import { createRestorer } from "../../../../../sidecar/filters/redact/restorer.ts";
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

/** As models have been seen to write `[EMAIL_1]` back. */
const SPELLINGS = [
  ...["[EMAIL_1]", "[email_1]", "[Email_1]", "**[EMAIL_1]**", "[**EMAIL_1**]", "`[EMAIL_1]`", "[`EMAIL_1`]"],
  ...["[EMAIL\\_1]", "\\[EMAIL\\_1\\]", "[EMAIL*_*1]", "[*EMAIL_1*]", "[__EMAIL_1__]", "[**EMAIL_1]**"],
  ...["[EMAIL_\n1]", "[EMAIL\n_1]", "[EMAIL_1\n]", "[\n  EMAIL_1]", "[EMAIL_\r\n    1]"],
  ...[
    "[EMAIL-1]",
    "[EMAIL\u20111]",
    "[EMAIL\u20101]",
    "[EMAIL\u20131]",
    "[EMAIL\u22121]",
    "[EMAIL \u2013 1]",
  ],
  ...[
    "[EMAIL 1]",
    "[email 1]",
    "[ EMAIL_1 ]",
    "[EMAIL _1]",
    "[EMAIL_ 1]",
    "[EMAIL\u00a01]",
    "[EMAIL\u202f_1]",
  ],
  ...[
    "［EMAIL_1］",
    "【EMAIL_1】",
    "［ＥＭＡＩＬ＿１］",
    "[EMA\u200bIL_\u200b1]",
    "[EMAIL\u00ad_1]",
    "\u2060[\u2060EMAIL_1]",
  ],
  ...[
    "%5BEMAIL_1%5D",
    "%5bEMAIL%5F1%5d",
    "&#91;EMAIL_1&#93;",
    "&lsqb;EMAIL&#95;1&rsqb;",
    "&lbrack;EMAIL_1&rbrack;",
  ],
];

/** What is none of a call that was given `[EMAIL_1]` and `[EMAIL_2]`. */
const OTHERS = [
  ...["rows[email_1]", "f()[email_1]", "x[0][Email 1]", "filter%5Bemail_1%5D=x"],
  ...[
    "[EMAIL_3]",
    "[EMAIL_12]",
    "[EMAIL_01]",
    "[EMAIL_0]",
    "[EMAIL_1234567890]",
    "[EMAIL_]",
    "[EMAIL]",
    "[EMAIL1]",
  ],
  ...[
    "[MAIL_1]",
    "[EMAILS_1]",
    "[E_MAIL_1]",
    "[EMAIL#1]",
    "[EMAIL#9f86d081884c]",
    "[EMAIL.1]",
    "[EMAIL_1",
    "EMAIL_1]",
  ],
  ...["(EMAIL_1)", "{EMAIL_1}", "[EMAIL_1, EMAIL_2]", "[EMAIL_1.5]", "[EMAIL_x1]", "[a EMAIL_1]"],
];

test("a placeholder is known in every spelling that models give it", () => {
  const vault = vaultOf("ada@example.com", "bob@example.com");
  for (const spelling of SPELLINGS) {
    for (const text of [spelling, `write to ${spelling}, please`, `“${spelling}”`]) {
      const restored = vault.restore(text, "text");
      assert.ok(restored.includes("ada@example.com"), `${JSON.stringify(text)} came out as ${restored}`);
      assert.doesNotMatch(restored, /email/i, text);
    }
  }
});

test("what only resembles a placeholder stays as it is", () => {
  const vault = vaultOf("ada@example.com", "bob@example.com");
  for (const other of OTHERS) assert.equal(vault.restore(other, "text"), other);
});

test("bold and code ticks come out in pairs, and a URL or markup has the value spelled as it demands", () => {
  const vault = vaultOf("a+b@example.com", 'x"<y>@example.com');
  assert.equal(
    vault.restore("**[EMAIL_1]** [**EMAIL_1**] [**EMAIL_1]**", "text"),
    ["**a+b@example.com**", "a+b@example.com", "**a+b@example.com**"].join(" "),
  );
  assert.equal(vault.restore("/?to=%5BEMAIL_1%5D&x=1", "text"), "/?to=a%2Bb@example.com&x=1");
  assert.equal(vault.restore("<p>&#91;EMAIL_2&#93;</p>", "text"), "<p>x&#34;&#60;y&#62;@example.com</p>");
});

test("the caller's own words are nobody's placeholder in any spelling", () => {
  for (const own of SPELLINGS) {
    const vault = new Vault();
    vault.reserve(`she wrote ${own} there`);
    assert.equal(vault.placeholderFor("EMAIL", "ada@example.com"), "[EMAIL_2]", own);
    assert.equal(vault.restore(own, "text"), own);
  }
});

/** As a stream would have it, in pieces of these lengths. */
function streamed(vault: Vault, kind: TextKind, text: string, lengths: readonly number[]): string {
  const restorer = createRestorer(vault, kind);
  let out = "";
  let at = 0;
  for (const length of lengths) {
    out += restorer.push(text.slice(at, at + length));
    at += length;
  }
  return out + restorer.push(text.slice(at)) + restorer.end();
}

test("cut at any place, or at every one, a stream says what the whole text does", () => {
  const vault = vaultOf("ada@example.com", 'b"o\\b@example.com');
  for (const text of [...SPELLINGS, ...OTHERS].map((said) => `a ${said} b`)) {
    for (const kind of ["text", "json"] as const) {
      const source = kind === "json" ? JSON.stringify({ text }).replaceAll("[", "\\u005b") : text;
      const whole = vault.restore(source, kind);
      if (kind === "json") assert.deepEqual(JSON.parse(whole), { text: vault.restore(text, "text") });
      for (let cut = 0; cut <= source.length; cut++)
        assert.equal(streamed(vault, kind, source, [cut]), whole, `${source} cut at ${cut}`);
      assert.equal(streamed(vault, kind, source, Array(source.length).fill(1)), whole);
    }
  }
});

test("however a text is cut, what is held back makes it come out as if it were whole", () => {
  const piece = fc.constantFrom(
    ...["[EMAIL_1]", "[EMAIL_12]", "[email_3]", "\\[EMAIL\\_2\\]", "\\\\[EMAIL\\\\_2\\\\]", "[IP_1]"],
    ...["\\", "\\n", "\\u000a", "\\u005b", "[", "]", "x", "_", "1", "EMAIL", "[EMAIL_", "\\_", " ", "é"],
    ...["*", "`", "\n", "-", "%5B", "%", "&", "&#91;", "#91;", "【", "］", "\u200b", '"', "𝄞"],
  );
  const vault = vaultOf(...Array.from({ length: 12 }, (_, index) => `u${index}@example.com`));
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.constantFrom(...SPELLINGS)), { maxLength: 16 }),
      fc.array(fc.nat(12), { maxLength: 40 }),
      fc.constantFrom<TextKind>("text", "json"),
      (pieces, lengths, kind) => {
        const text = pieces.join("");
        assert.equal(streamed(vault, kind, text, lengths), vault.restore(text, kind));
      },
    ),
    { numRuns: 3_000 },
  );
});

test("no more is held back than the longest spelling has", () => {
  const vault = vaultOf("ada@example.com");
  const signs = fc.constantFrom(
    "[",
    "\\",
    "*",
    "E",
    "EMAIL",
    "_",
    " ",
    "\n",
    "1",
    "\u200b",
    "&",
    "%5B",
    "】",
  );
  fc.assert(
    fc.property(
      fc.array(signs, { maxLength: 300 }),
      fc.constantFrom<TextKind>("text", "json"),
      (said, kind) => {
        const text = said.join("");
        const held = text.length - vault.openTail(text, kind);
        // In JSON source a sign takes up to six characters.
        assert.ok(held <= (kind === "json" ? 6 * 96 : 96), `${held} are held back`);
      },
    ),
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
