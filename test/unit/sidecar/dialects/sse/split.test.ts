import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import { EventSplitter, splitEvents } from "../../../../../sidecar/dialects/sse/split.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const strings = (frames: readonly Uint8Array[]) => frames.map((frame) => Buffer.from(frame).toString("utf8"));

function split(chunks: readonly Uint8Array[], maxEventBytes = 10_000): string[] {
  const splitter = new EventSplitter(maxEventBytes);
  return strings([...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()]);
}

const LF = "event: a\ndata: 1\n\n: comment\n\ndata: zwölf €\ndata: 2\n\n\ndata: [DONE]\n\n";
const STREAMS = {
  LF,
  CRLF: LF.replaceAll("\n", "\r\n"),
  CR: LF.replaceAll("\n", "\r"),
  "a byte order mark": `\ufeff${LF}`,
  "mixed line ends": "data: 1\r\n\ndata: 2\n\r\ndata: 3\r\r\ndata: 4\r\n\rdata: 5\n\rdata: 6\r\n\r\n",
  "an unterminated rest": "data: 1\n\ndata: 2",
  "an unterminated rest that ends with CR": "data: 1\r\n\r\ndata: 2\r\n\r",
};

for (const [name, stream] of Object.entries(STREAMS)) {
  test(`${name}: events are the same wherever the stream is cut`, () => {
    const whole = bytes(stream);
    const expected = split([whole]);
    assert.equal(expected.join(""), stream);
    for (let first = 0; first <= whole.length; first++) {
      for (let second = first; second <= whole.length; second++) {
        const chunks = [whole.subarray(0, first), whole.subarray(first, second), whole.subarray(second)];
        assert.deepEqual(split(chunks), expected, `cut at ${first} and ${second}`);
      }
    }
    assert.deepEqual(split([...whole].map((byte) => Uint8Array.of(byte))), expected);
  });
}

test("every line end gives the same events", () => {
  const expected = [
    "event: a\ndata: 1\n\n",
    ": comment\n\n",
    "data: zwölf €\ndata: 2\n\n",
    "\n",
    "data: [DONE]\n\n",
  ];
  assert.deepEqual(split([bytes(STREAMS.LF)]), expected);
  assert.deepEqual(
    split([bytes(STREAMS.CRLF)]),
    expected.map((event) => event.replaceAll("\n", "\r\n")),
  );
  assert.deepEqual(
    split([bytes(STREAMS.CR)]),
    expected.map((event) => event.replaceAll("\n", "\r")),
  );
});

test("frames joined are the input, whatever it is", () => {
  const piece = fc.constantFrom("\n", "\r", "\r\n", "data: x", ":", "é", "\n\n");
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }),
      fc.array(fc.nat(40), { maxLength: 6 }),
      (pieces, cuts) => {
        const whole = bytes(pieces.join(""));
        const at = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length];
        const chunks = at.slice(1).map((end, index) => whole.subarray(at[index] ?? 0, end));
        const frames = split(chunks);
        assert.equal(frames.join(""), pieces.join(""));
        assert.deepEqual(frames, split([whole]));
      },
    ),
  );
});

test("an event is handed out as soon as its blank line is there, not with the next chunk", () => {
  for (const stream of ["data: 1\n\n", "data: 1\r\n\r\n", "data: 1\r\r"]) {
    assert.deepEqual(strings(new EventSplitter(100).push(bytes(stream))), [stream]);
  }
});

test("an event that lies in one chunk is not copied", () => {
  const chunk = bytes("data: 1\n\ndata: 2\n\nda");
  const frames = new EventSplitter(100).push(chunk);
  assert.deepEqual(
    frames.map((frame) => frame.buffer === chunk.buffer),
    [true, true],
  );
});

test("an event that is larger than allowed ends the stream, after those before it", () => {
  const splitter = new EventSplitter(20);
  const tooLarge = (error: unknown) => error instanceof AiosError && error.kind === "reply-too-large";
  assert.deepEqual(strings(splitter.push(bytes(`data: 1\n\ndata: ${"x".repeat(30)}`))), ["data: 1\n\n"]);
  assert.throws(() => splitter.push(bytes("y")), tooLarge);
  assert.throws(() => splitter.end(), tooLarge);
  assert.throws(
    () =>
      split(
        [...bytes(`data: ${"x".repeat(30)}\n\n`)].map((byte) => Uint8Array.of(byte)),
        20,
      ),
    tooLarge,
  );
  assert.deepEqual(split([bytes("data: 12345678901\n\n")], 19), ["data: 12345678901\n\n"]);
});

test("a stream of chunks is pulled event by event", async () => {
  let pulled = 0;
  async function* chunks() {
    for (const chunk of ["data: 1\n", "\ndata: 2\n\n", "data: 3"]) {
      pulled++;
      yield bytes(chunk);
    }
  }
  const frames = splitEvents(chunks(), 100);
  assert.equal(Buffer.from((await frames.next()).value ?? []).toString(), "data: 1\n\n");
  assert.equal(pulled, 2);
  const rest: Uint8Array[] = [];
  for await (const frame of frames) rest.push(frame);
  assert.deepEqual(strings(rest), ["data: 2\n\n", "data: 3"]);
});
