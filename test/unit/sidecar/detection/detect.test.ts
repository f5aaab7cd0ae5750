import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ENTITY_GROUPS } from "../../../../config/schema/redaction.ts";
import { createDetector } from "../../../../sidecar/detection/detect.ts";
import { RECOGNIZERS } from "../../../../sidecar/detection/registry.ts";
import { Scan } from "../../../../sidecar/detection/scan.ts";

const STRUCTURED = ENTITY_GROUPS.get("structured") ?? [];
const all = createDetector({ entities: STRUCTURED });

function detected(text: string, entities: readonly string[] = STRUCTURED): readonly string[] {
  return createDetector({ entities })
    .detect(text)
    .map(({ entity, start, end }) => `${entity} ${text.slice(start, end)}`);
}

test("there is a recognizer for every entity that a policy can name", () => {
  const recognized = new Set(RECOGNIZERS.map(({ entity }) => entity));
  assert.deepEqual([...recognized].sort(), [...STRUCTURED].sort());
});

test("everything is found, in order, with its place", () => {
  const text =
    "Alice <alice@example.com>, 415-555-0132, card 4111 1111 1111 1111, SSN 123-45-6789, " +
    "IBAN DE89 3704 0044 0532 0130 00, from 10.0.0.1, https://bob:s3cret@example.com/.";
  assert.deepEqual(detected(text), [
    "email alice@example.com",
    "phone 415-555-0132",
    "card 4111 1111 1111 1111",
    "ssn 123-45-6789",
    "iban DE89 3704 0044 0532 0130 00",
    "ip 10.0.0.1",
    "secret bob:s3cret",
  ]);
});

test("only what was asked for is found", () => {
  assert.deepEqual(detected("alice@example.com 10.0.0.1", ["ip"]), ["ip 10.0.0.1"]);
  assert.deepEqual(detected("alice@example.com 10.0.0.1", []), []);
});

test("nothing found is one shared empty list", () => {
  assert.equal(all.detect("Nothing to see here."), all.detect(""));
  assert.deepEqual(all.detect(""), []);
});

test("where findings overlap, the more specific one stands", () => {
  assert.deepEqual(detected("https://bob:s3cret@example.com/"), ["secret bob:s3cret"]);
  assert.deepEqual(detected("https://bob:s3cret@example.com/", ["email"]), ["email s3cret@example.com"]);
  assert.deepEqual(detected("https://bob:s3cret@10.0.0.1/"), ["secret bob:s3cret", "ip 10.0.0.1"]);
  assert.deepEqual(detected("mail bob+14155550132@example.com"), ["email bob+14155550132@example.com"]);
  assert.deepEqual(detected("phone 4111111111111111"), ["card 4111111111111111"]);
  assert.deepEqual(detected("phone, SSN 123-45-6789"), ["ssn 123-45-6789"]);
  assert.deepEqual(detected("alice@[10.0.0.1]"), ["email alice@[10.0.0.1]"]);
  // Its digits are a right Visa number, too.
  assert.deepEqual(detected("tel DE89 3704 0044 0532 0130 00"), ["iban DE89 3704 0044 0532 0130 00"]);
});

test("findings are in order, apart from each other, and inside the text, whatever the text", () => {
  const piece = fc.constantFrom(
    ..."@ : . - + / ( ) 0 1 4 9 12 415 555-0132 4111 1111 a b.co x@y.de :: ://u:p@ DE89 370400440532013000 phone tel \\ n \n".split(
      " ",
    ),
    " ",
    "😀",
    "é",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join("");
      let last = 0;
      for (const { start, end } of all.detect(text)) {
        assert.ok(start >= last && end > start && end <= text.length, JSON.stringify(text));
        last = end;
      }
    }),
    { numRuns: 500 },
  );
});

test("a recognizer that says nothing may occur finds nothing", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(..."@:.-+/019aZ% \n".split(""), "415-555-0132", "a@b.de", "::1"), {
        maxLength: 30,
      }),
      (pieces) => {
        const text = pieces.join("");
        const scan = new Scan(text);
        for (const { entity, mayOccur, find } of RECOGNIZERS) {
          if (!mayOccur(scan.signs))
            assert.deepEqual([...find(text, scan)], [], `${entity}: ${JSON.stringify(text)}`);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("the same detector gives the same answer when it is used for two texts by turns", () => {
  const recognizer = RECOGNIZERS.map(({ find }) => {
    const text =
      "a@b.de c@d.de 415-555-0132 415-555-0133 10.0.0.1 10.0.0.2 4111111111111111, 5555555555554444";
    const alone = [...find(text, new Scan(text))];
    const one = find(text, new Scan(text))[Symbol.iterator]();
    const longer = `longer, and before that: ${text}`;
    const other = find(longer, new Scan(longer))[Symbol.iterator]();
    const byTurns = [];
    for (let next = one.next(); next.done !== true; next = one.next()) {
      byTurns.push(next.value);
      other.next();
    }
    return { alone, byTurns };
  });
  for (const { alone, byTurns } of recognizer) assert.deepEqual(byTurns, alone);
});

/** Each repeats to a text that would be slow for an expression that goes back over what it has read. */
const HOSTILE = [
  "@",
  "1 ",
  "12 ",
  "4 ",
  "4111 ",
  "1.",
  "1.1.1.1 ",
  "a.a.a.a@",
  '"@',
  "%40",
  ":",
  "::1 ",
  "----BEGIN",
  `-----BEGIN ${"PRIVATE KEY"}-----\n`,
  `-----BEGIN ${"PRIVATE KEY"}-----\nAAAABBBBCCCCDDDD\n`,
  "a",
  "1",
  "+1 ",
  "-eyJ",
  "eyJhhhhhhhhh.",
  "://a:",
  "x://a:b@",
  "DE89 ",
  "06 12 ",
  "0123-",
  "phone 1234567 ",
  "sk-",
  "SG.aaaaaaaaaaaaaaaaaaaaaa-",
  "authorization:        ",
];

const forgetful = createDetector({ entities: STRUCTURED }, { remembersTexts: false });

/** CPU time of this thread in microseconds: what else the machine does is not in it. */
function costOf(text: string): number {
  const before = process.threadCpuUsage();
  forgetful.detect(text);
  const { user, system } = process.threadCpuUsage(before);
  return user + system;
}

test("the time taken grows with the length of a text, not faster, for hostile texts, too", () => {
  for (const unit of HOSTILE) {
    const textOf = (length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    const [short, long] = [textOf(100_000), textOf(1_000_000)];
    costOf(short);
    const shortCost = Math.max(2_000, Math.min(costOf(short), costOf(short)));
    // Ten times the text may take forty times as long, for the garbage's sake; by going back over it, it would a hundred.
    const bound = 40 * shortCost;
    const cost = costOf(long);
    assert.ok(
      cost < bound || costOf(long) < bound,
      `${JSON.stringify(unit)}: ${cost} us, after ${shortCost} us for a tenth`,
    );
  }
});
