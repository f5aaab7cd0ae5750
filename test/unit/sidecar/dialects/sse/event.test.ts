import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { encodeEvent, parseEvent } from "../../../../../sidecar/dialects/sse/event.ts";
import {
  eventName,
  frameIncludes,
  mayHaveData,
  mayHaveMember,
  memberNeedle,
  needle,
  placeIn,
} from "../../../../../sidecar/dialects/sse/scan.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (text: string) => parseEvent(bytes(text));

test("one leading space is taken off a value, and no more", () => {
  assert.deepEqual(parse("data: x\n\n"), { data: "x" });
  assert.deepEqual(parse("data:x\n\n"), { data: "x" });
  assert.deepEqual(parse("data:  x \n\n"), { data: " x " });
});

test("several data lines are one text", () => {
  assert.deepEqual(parse("event: e\ndata: 1\ndata\ndata: 2\n\n"), { event: "e", data: "1\n\n2" });
});

test("comments, unknown fields and a byte order mark are passed over", () => {
  assert.deepEqual(parse("\ufeff: hi\nid: 7\nretry: 5\ndatum: x\ndata: 1\n\n"), { data: "1" });
  assert.deepEqual(parse(": ping\n\n"), { data: "" });
  assert.deepEqual(parse("\n"), { data: "" });
});

test("every line end is understood, also a missing last one", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    assert.deepEqual(parse(`event: e${end}data: 1${end}data: 2${end}${end}`), { event: "e", data: "1\n2" });
    assert.deepEqual(parse(`data: 1${end}data: 2`), { data: "1\n2" });
  }
});

test("what is encoded is read back", () => {
  const name = fc.option(fc.stringMatching(/^[a-z_]+$/), { nil: undefined });
  fc.assert(
    fc.property(name, fc.string({ unit: "grapheme" }), (event, data) => {
      const read = parseEvent(encodeEvent(event === undefined ? { data } : { event, data }));
      assert.equal(read.event, event);
      assert.equal(read.data, data.replace(/\r\n|\r/g, "\n"));
    }),
  );
});

test("an event's name is found wherever its line stands", () => {
  assert.equal(eventName(bytes("event: ping\ndata: {}\n\n")), "ping");
  assert.equal(eventName(bytes("event:ping\r\ndata: {}\r\n\r\n")), "ping");
  assert.equal(eventName(bytes("data: {}\nevent: ping\n\n")), "ping");
  assert.equal(eventName(bytes("\ufeffevent: ping\ndata: {}\n\n")), "ping");
  assert.equal(eventName(bytes('data: {"a":"event: no"}\n\n')), undefined);
});

const USAGE = memberNeedle("usage", "{");

test("the look at bytes finds members, not quotations of them", () => {
  assert.equal(mayHaveMember(bytes('data: {"usage" : {"a":1}}\n\n'), USAGE), true);
  assert.equal(mayHaveMember(bytes('data: {"usage":null}\n\n'), USAGE), false);
  assert.equal(mayHaveMember(bytes('data: {"usage":null,"x":{"usage":{}}}\n\n'), USAGE), true);
  const quoted = JSON.stringify({ text: '{"usage":{}}' });
  assert.equal(mayHaveMember(bytes(`data: ${quoted}\n\n`), USAGE), false);
  // A view into a larger buffer sees its own bytes alone.
  const buffer = bytes("[DONE]data: 1\n\n");
  assert.equal(frameIncludes(buffer.subarray(6), needle("[DONE]")), false);
});

test("a needle is found where it stands first, from any place on, and nowhere else", () => {
  const few = fc.string({ unit: fc.constantFrom("a", "b", '"', ":"), maxLength: 40 });
  const short = fc.string({ unit: fc.constantFrom("a", "b", '"', ":"), minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(few, short, fc.nat(45), (text, wanted, from) => {
      assert.equal(
        placeIn(bytes(text), needle(wanted), from),
        from > text.length ? -1 : text.indexOf(wanted, from),
      );
      assert.equal(frameIncludes(bytes(text), needle(wanted)), text.includes(wanted));
    }),
  );
});

test("data that begin with a character are never taken for others, however the event is written", () => {
  const BRACKET = 0x5b;
  const line = fc.constantFrom(
    "data: [DONE]",
    "data:[",
    "data:  [x",
    "data",
    "data:",
    "event: e",
    ": c",
    'data: {"a":1}',
  );
  fc.assert(
    fc.property(fc.constantFrom("", "\ufeff"), fc.array(line, { maxLength: 3 }), (mark, lines) => {
      const frame = bytes(`${mark}${lines.join("\n")}\n\n`);
      if (parseEvent(frame).data.trim().startsWith("[")) assert.equal(mayHaveData(frame, BRACKET), true);
    }),
  );
  assert.equal(mayHaveData(bytes('data: {"choices":["[DONE]"]}\n\n'), BRACKET), false);
});
