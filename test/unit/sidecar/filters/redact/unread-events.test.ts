import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import { withUnreadEvents } from "../../../../../sidecar/filters/redact/unread-events.ts";
import { Bursts, cut, seenOf } from "../../../../support/bursts.ts";

const EVENTS = [
  'data: {"a":1}\n\n',
  ": ping\n\n",
  "data: plain words\n\n",
  'data: ["list"]\n\n',
  "data: [DONE]\n\n",
];
const REWRITTEN = new Map([
  ["data: plain words\n\n", "data: PLAIN WORDS\n\n"],
  ['data: ["list"]\n\n', 'data: ["LIST"]\n\n'],
]);
const upperCase = (data: string) => Promise.resolve(data.toUpperCase());

test("what is no object is rewritten as a text by itself, in its place, however events come and are read", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...EVENTS), { maxLength: 12 }),
      fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }),
      fc.array(fc.boolean(), { maxLength: 5 }),
      async (sent, lengths, takes) => {
        const bursts = cut(
          sent.map((event) => Buffer.from(event)),
          lengths,
        );
        assert.deepEqual(await seenOf(withUnreadEvents(new Bursts(bursts), upperCase), takes), {
          frames: sent.map((event) => REWRITTEN.get(event) ?? event),
          end: "end",
        });
      },
    ),
  );
});

test("a text that is refused ends the stream, and closes it", async () => {
  const refused = new AiosError("policy-denied", "no");
  const source = new Bursts([EVENTS.map((event) => Buffer.from(event))]);
  const body = withUnreadEvents(source, () => Promise.reject(refused));
  assert.deepEqual(await seenOf(body, [true]), { frames: EVENTS.slice(0, 2), end: refused });
  assert.equal(source.returns, 1);
});
