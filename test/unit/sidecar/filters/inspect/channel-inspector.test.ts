import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { DecisionRecord } from "../../../../../sidecar/core/record.ts";
import { createContentSearch } from "../../../../../sidecar/detection/prohibited/content.ts";
import {
  createHostList,
  hasUnlistedLink,
  LINK_REACH,
} from "../../../../../sidecar/detection/prohibited/links.ts";
import { createVerbatimIndex } from "../../../../../sidecar/detection/prohibited/verbatim.ts";
import { createChannelInspector } from "../../../../../sidecar/filters/inspect/channel-inspector.ts";
import { checkOf, type ReplyCheck, type ReplyRule } from "../../../../../sidecar/filters/inspect/check.ts";
import { ReplyFindings } from "../../../../../sidecar/filters/inspect/findings.ts";

const ruled = (action: "deny" | "warn"): ReplyRule => ({
  verdict: { policy: "p", rule: "r", action },
  because: "it does.",
});
const search = createContentSearch([{ terms: ["forbidden word", "osprey"], patterns: ["x[0-9]{3,40}y"] }]);
const words = (action: "deny" | "warn" = "deny"): ReplyCheck =>
  checkOf(ruled(action), 256, (piece) => search.find(piece).size > 0);
const allowed = createHostList(["example.com"]);
const links = checkOf(ruled("deny"), LINK_REACH, (piece) => hasUnlistedLink(piece, allowed));
const PROMPT = "You are the assistant of ACME and never speak about the merger.";
const index = createVerbatimIndex([PROMPT], 32);
const leak = checkOf(ruled("deny"), index.reach, ({ text }) => index.isRepeatedIn(text));

interface Streamed {
  readonly text: string;
  readonly denied: boolean;
  readonly longestHeld: number;
}

function streamed(
  deltas: readonly string[],
  checks: readonly ReplyCheck[],
  holdBack: number | undefined,
  record = new DecisionRecord(),
): Streamed {
  const inspector = createChannelInspector(new ReplyFindings(checks, record), "text", holdBack);
  let text = "";
  let pushed = 0;
  let longestHeld = 0;
  try {
    for (const delta of deltas) {
      text += inspector.push(delta);
      pushed += delta.length;
      longestHeld = Math.max(longestHeld, pushed - text.length);
      assert.equal(inspector.isHolding, pushed > text.length);
    }
    text += inspector.end();
  } catch {
    return { text, denied: true, longestHeld };
  }
  return { text, denied: false, longestHeld };
}

/** Cuts a text in pieces of lengths that a generator chose. */
function cut(text: string, lengths: readonly number[]): readonly string[] {
  const deltas: string[] = [];
  let at = 0;
  for (let piece = 0; at < text.length; piece++) {
    const length = lengths[piece % lengths.length] ?? 1;
    deltas.push(text.slice(at, at + length));
    at += length;
  }
  return deltas;
}

const lengths = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 12 });
const padding = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", ".", "ß", "🦅"), maxLength: 600 });

test("a finding never leaves, however the text is cut", () => {
  const bad = fc.constantFrom(
    { text: "osprey", mark: "osprey" },
    { text: "forbidden\n word", mark: "forbidden" },
    { text: `x${"7".repeat(39)}y`, mark: "x7" },
    { text: "https://evil.test/q?d=1", mark: "evil" },
    { text: PROMPT.slice(5, 45), mark: PROMPT.slice(5, 30) },
  );
  fc.assert(
    fc.property(padding, bad, padding, lengths, (before, { text, mark }, after, sizes) => {
      const whole = `${before} ${text} ${after}`;
      const { text: left, denied } = streamed(cut(whole, sizes), [words(), links, leak], 128);
      assert.ok(denied);
      assert.ok(whole.startsWith(left));
      assert.ok(!left.includes(mark), left.slice(-200));
    }),
  );
});

test("what is found nothing in comes whole, and no more than the window and a quarter of it is held", () => {
  fc.assert(
    fc.property(padding, lengths, fc.constantFrom(16, 128, 400), (text, sizes, holdBack) => {
      const {
        text: left,
        denied,
        longestHeld,
      } = streamed(cut(text, sizes), [words(), links, leak], holdBack);
      assert.equal(denied, false);
      assert.equal(left, text);
      assert.ok(longestHeld <= holdBack + Math.max(32, holdBack / 4) + 1, `${longestHeld}`);
    }),
  );
});

test("what leaves is never half a character", () => {
  const { text } = streamed(cut("🦅".repeat(300), [1]), [words()], 128);
  assert.equal(text, "🦅".repeat(300));
  const inspector = createChannelInspector(new ReplyFindings([words()], new DecisionRecord()), "text", 16);
  for (let at = 0; at < 200; at++) assert.ok(inspector.push("🦅").isWellFormed());
});

test("where nothing is denied nothing waits, and the warning is recorded once", () => {
  const record = new DecisionRecord();
  const deltas = cut(`An osprey. ${"And more of it. ".repeat(100)} osprey`, [5]);
  const inspector = createChannelInspector(new ReplyFindings([words("warn")], record), "text", undefined);
  for (const delta of deltas) assert.equal(inspector.push(delta), delta);
  assert.equal(inspector.end(), "");
  assert.deepEqual(record.get("inspected"), [{ policy: "p", rule: "r", action: "warn" }]);
});

test("with no window each delta is looked at before it goes on", () => {
  const { text, denied } = streamed(["All ", "is ", "well, osp", "rey ", "said"], [words()], 0);
  assert.ok(denied);
  assert.equal(text, "All is well, osp");
});

test("a word goes on to its end: the beginning of a longer one is no finding", () => {
  assert.equal(streamed(["an osprey", "ish bird"], [words()], 8).denied, false);
  assert.equal(streamed(["a co", "osprey".repeat(30)], [words()], 8).denied, false);
});

test("escapes of JSON source hide nothing", () => {
  const inspector = createChannelInspector(new ReplyFindings([words()], new DecisionRecord()), "json", 64);
  inspector.push('{"a":"an \\u006fspr');
  assert.throws(() => {
    inspector.push('ey\\n"}');
    inspector.end();
  });
});

test("a denial says which rule of which policy it was, and not what was found", () => {
  const inspector = createChannelInspector(new ReplyFindings([words()], new DecisionRecord()), "text", 16);
  inspector.push("an osprey");
  assert.throws(
    () => inspector.end(),
    (error: Error) => {
      assert.match(error.message, /"r" of policy "p"/);
      assert.doesNotMatch(error.message, /osprey/);
      return true;
    },
  );
});

const escaped = (text: string): string =>
  [...text].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");

test("a term that takes six times its length in JSON source is found across any cut, and does not leave", () => {
  const terms = createContentSearch([{ terms: ["секретный проект"], patterns: [] }]);
  const check = checkOf(ruled("deny"), terms.longestTerm * 2, (piece) => terms.find(piece).size > 0);
  const source = `{"q":"${"x ".repeat(100)}${escaped("секретный проект")} ${"y ".repeat(200)}"}`;
  for (let size = 1; size < 90; size++) {
    const inspector = createChannelInspector(new ReplyFindings([check], new DecisionRecord()), "json", 128);
    let left = "";
    assert.throws(() => {
      for (const delta of cut(source, [size])) left += inspector.push(delta);
      inspector.end();
    });
    assert.ok(!left.includes("\\u"), left.slice(-40));
  }
});

test("an escape that has only begun does not end a word", () => {
  const terms = createContentSearch([{ terms: ["osprey"], patterns: [] }]);
  const check = checkOf(ruled("deny"), terms.longestTerm * 2, (piece) => terms.find(piece).size > 0);
  const source = `{"q":"${"x ".repeat(20)}osprey${escaped("я")} ${"y ".repeat(40)}"}`;
  for (let size = 1; size < 40; size++) {
    const inspector = createChannelInspector(new ReplyFindings([check], new DecisionRecord()), "json", 0);
    let left = "";
    for (const delta of cut(source, [size])) left += inspector.push(delta);
    assert.equal(left + inspector.end(), source);
  }
});

test("what nobody sees between the letters, and wide gaps, hide nothing", () => {
  const terms = createContentSearch([{ terms: ["forbidden word"], patterns: [] }]);
  const check = checkOf(ruled("deny"), terms.longestTerm * 2, (piece) => terms.find(piece).size > 0);
  for (const hidden of [
    [..."forbidden word"].join("\u200b\u200b\u200b\u200b"),
    [..."forbidden word"].join("\u{e0041}\u{e0042}"),
    `forbidden${"\n ".repeat(60)}word`,
  ]) {
    const { denied } = streamed(cut(`${"a ".repeat(400)}${hidden} ${"b ".repeat(400)}`, [3]), [check], 128);
    assert.ok(denied);
  }
  const spaced = [...PROMPT].join("\u200b");
  assert.ok(streamed(cut(`${"a ".repeat(400)}${spaced} ${"b ".repeat(400)}`, [3]), [leak], 128).denied);
});
