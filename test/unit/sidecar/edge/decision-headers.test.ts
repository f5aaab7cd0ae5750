import assert from "node:assert/strict";
import { test } from "node:test";
import type { BypassReason, MissReason } from "../../../../sidecar/core/cache-reasons.ts";
import type { CacheOutcome } from "../../../../sidecar/core/record.ts";
import type { Verdict } from "../../../../sidecar/core/verdict.ts";
import { decisionHeaders } from "../../../../sidecar/edge/decision-headers.ts";
import { testCall } from "../../../support/calls.ts";
import { tinyDialect } from "../../../support/tiny-dialect.ts";

function told(verdicts: readonly Verdict[]): Readonly<Record<string, string>> {
  const call = testCall(tinyDialect, { model: "m" });
  call.record.set("ruled", verdicts);
  return decisionHeaders(call);
}

const warned = (rule: string, message?: string): Verdict => ({
  policy: "p",
  rule,
  action: "warn",
  ...(message === undefined ? {} : { message }),
});

test("a warning is told by its rule, and by its words where it has any", () => {
  const headers = told([warned("a", "send x-aios-user"), warned("b"), warned("c", "and a purpose")]);
  assert.equal(headers["x-aios-warnings"], "p/a, p/b, p/c");
  assert.equal(headers.warning, '299 aios "send x-aios-user", 299 aios "and a purpose"');
  assert.equal(told([warned("b")]).warning, undefined);
});

test("what is told twice is told once, and what only reports or denies is no warning", () => {
  const said: readonly Verdict[] = [
    warned("a", "once"),
    warned("a", "once"),
    { policy: "p", rule: "d", action: "deny", message: "no" },
    { policy: "p", rule: "r", action: "report", message: "no" },
  ];
  assert.equal(told(said).warning, '299 aios "once"');
  assert.equal(told(said)["x-aios-warnings"], "p/a");
});

test("words of any kind make one valid field, from which they can be read again", () => {
  const words = 'Größe "XL" \\ 100 % 🎉\r\nset-cookie: a=b';
  const { warning = "" } = told([warned("a", words)]);
  assert.match(warning, /^[\x20-\x7e]+$/);
  const [, quoted = ""] = /^299 aios "((?:[^"\\]|\\.)*)"$/.exec(warning) ?? [];
  assert.equal(decodeURIComponent(quoted.replace(/\\(.)/g, "$1")), words);
});

test("words are bounded in length and number, and no character is cut in two", () => {
  const { warning = "" } = told(
    Array.from({ length: 40 }, (_, index) => warned(`r${index}`, `${index}${"ü".repeat(512)}`)),
  );
  const all = warning.split(", ");
  assert.equal(all.length, 8);
  assert.ok(warning.length < 4_400);
  for (const one of all) assert.match(one, /^299 aios "\d(?:%C3%BC)+"$/);
});

test("every reply says what the cache made of it, and why there was no answer", () => {
  const cacheHeaders = (cache?: CacheOutcome, reason?: BypassReason | MissReason) => {
    const call = testCall(tinyDialect, { model: "m" });
    if (cache !== undefined) call.record.set("cache", cache);
    if (reason !== undefined) call.record.set("cacheReason", reason);
    const headers = decisionHeaders(call);
    return [headers["x-aios-cache"], headers["x-aios-cache-reason"]];
  };
  assert.deepEqual(cacheHeaders(), ["bypass", "not-asked"]);
  assert.deepEqual(cacheHeaders("bypass", "tools"), ["bypass", "tools"]);
  assert.deepEqual(cacheHeaders("miss", "expired"), ["miss", "expired"]);
  // It was looked for in vain at first, and found elsewhere, or with somebody else who asked.
  for (const answered of ["hit", "semantic-hit", "coalesced", "stale"] as const)
    assert.deepEqual(cacheHeaders(answered, "absent"), [answered, undefined]);
});
