import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import fc from "fast-check";
import type { Frame } from "../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { FanOut, type Reader } from "../../../../sidecar/core/fan-out.ts";
import { FRAME_COST } from "../../../../sidecar/core/frame-log.ts";
import type { BodyEnd } from "../../../../sidecar/core/watch.ts";
import { Bursts, cut, seenOf } from "../../../support/bursts.ts";
import { collect, framesOf } from "../../../support/calls.ts";
import { settle } from "../../../support/fake-clock.ts";

/** A body that gives its frames when it is told to. */
class ManualBody implements AsyncIterable<Frame>, AsyncIterator<Frame, undefined> {
  pulls = 0;
  returns = 0;
  #waiting: PromiseWithResolvers<IteratorResult<Frame, undefined>> | undefined;
  onPull: () => void = () => {};

  get isPulled(): boolean {
    return this.#waiting !== undefined;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Frame, undefined>> {
    assert.equal(this.#waiting, undefined, "pulled twice at once");
    this.onPull();
    this.pulls++;
    this.#waiting = Promise.withResolvers();
    return this.#waiting.promise;
  }

  return(): Promise<IteratorResult<Frame, undefined>> {
    this.returns++;
    return Promise.resolve({ done: true, value: undefined });
  }

  give(frame: Frame): void {
    this.#take().resolve({ done: false, value: frame });
  }

  end(): void {
    this.#take().resolve({ done: true, value: undefined });
  }

  fail(error: unknown): void {
    this.#take().reject(error);
  }

  #take(): PromiseWithResolvers<IteratorResult<Frame, undefined>> {
    const waiting = this.#waiting;
    assert.ok(waiting);
    this.#waiting = undefined;
    return waiting;
  }
}

/** Waits until it is told. */
class ManualPatience {
  #over: (() => void) | undefined;
  started = 0;

  get isRunning(): boolean {
    return this.#over !== undefined;
  }

  readonly wait = (over: () => void) => {
    assert.equal(this.#over, undefined, "patience with the patient");
    this.started++;
    this.#over = over;
    return () => {
      this.#over = undefined;
    };
  };

  end(): void {
    const over = this.#over;
    this.#over = undefined;
    over?.();
  }
}

const LEFT_BEHIND = new AiosError("idle-timeout", "too slow");
const CUT = new AiosError("upstream-cut", "cut");
const GONE = new AiosError("client-closed", "gone");

function setUp(maxBytes: number) {
  const body = new ManualBody();
  const patience = new ManualPatience();
  const ends: BodyEnd[] = [];
  const shared = new FanOut(body, {
    maxBytes,
    patience: patience.wait,
    leftBehind: () => LEFT_BEHIND,
    end: (end) => ends.push(end),
  });
  return { body, patience, ends, shared };
}

interface Watched {
  readonly reader: Reader;
  readonly abort: AbortController;
  readonly got: Frame[];
  isReading: boolean;
  over: "end" | "left" | AiosError | undefined;
}

function open(shared: FanOut): Watched {
  const abort = new AbortController();
  return { reader: shared.open(abort.signal), abort, got: [], isReading: false, over: undefined };
}

function read(watched: Watched): void {
  if (watched.isReading || watched.over !== undefined) return;
  watched.isReading = true;
  watched.reader.next().then(
    (result) => {
      watched.isReading = false;
      if (result.done === true) watched.over ??= "end";
      else watched.got.push(result.value);
    },
    (error: unknown) => {
      watched.isReading = false;
      assert.ok(error instanceof AiosError);
      if (watched.over !== "left") watched.over = error;
    },
  );
}

const listeners = ({ abort }: Watched) => getEventListeners(abort.signal, "abort").length;
const frame = (bytes: number, fill = 0): Frame => new Uint8Array(bytes).fill(fill);
const cost = (frames: readonly Frame[]) =>
  frames.reduce((bytes, { byteLength }) => bytes + byteLength + FRAME_COST, 0);

const step = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ do: "open" } as const) },
  { weight: 24, arbitrary: fc.record({ do: fc.constant("read" as const), who: fc.nat(7) }) },
  { weight: 16, arbitrary: fc.record({ do: fc.constant("give" as const), bytes: fc.nat(60) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("leave" as const), who: fc.nat(7) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("abort" as const), who: fc.nat(7) }) },
  { weight: 3, arbitrary: fc.constant({ do: "wait" } as const) },
);

test("whoever joins, reads, lingers and leaves: all who stay get all frames in order and the same end, within the bound", async () => {
  let left = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 20, maxLength: 150, size: "max" }),
      fc.integer({ min: 1, max: 300 }),
      fc.boolean(),
      async (steps, maxBytes, fails) => {
        const { body, patience, ends, shared } = setUp(maxBytes);
        const frames: Frame[] = [];
        const watched: Watched[] = [open(shared), open(shared), open(shared)];
        const active = () => watched.filter(({ over }) => over === undefined);
        body.onPull = () => {
          assert.ok(
            active().some(({ isReading, got }) => isReading && got.length === frames.length),
            "pulled though nobody wants more",
          );
        };
        const check = () => {
          for (const { got, over } of watched) {
            assert.deepEqual(got, frames.slice(0, got.length));
            if (over === "end") assert.equal(got.length, frames.length);
            if (over === LEFT_BEHIND) left++;
          }
          const slowest = Math.min(...active().map(({ got }) => got.length));
          const kept = frames.slice(slowest);
          assert.ok(cost(kept) <= maxBytes + cost(kept.slice(-1)), "kept too much");
        };
        const allLeft = () => active().length === 0;

        for (const each of steps) {
          if (allLeft()) break;
          const chosen = "who" in each ? watched[each.who % watched.length] : undefined;
          switch (each.do) {
            case "open":
              if (watched.length < 8 && shared.isWhole) watched.push(open(shared));
              break;
            case "read":
              if (chosen !== undefined) read(chosen);
              break;
            case "give":
              if (!body.isPulled) break;
              frames.push(frame(each.bytes, frames.length));
              body.give(frames.at(-1) ?? frame(0));
              break;
            case "leave":
              if (chosen === undefined || chosen.over !== undefined) break;
              chosen.over = "left";
              await chosen.reader.return();
              break;
            case "abort":
              if (chosen === undefined || chosen.over !== undefined) break;
              chosen.over = "left";
              chosen.abort.abort(GONE);
              break;
            case "wait": {
              if (!patience.isRunning) break;
              const slowest = Math.min(...active().map(({ got }) => got.length));
              const held = active().filter(({ got }) => got.length === slowest);
              assert.ok(
                active().some(({ isReading }) => isReading),
                "patience for nobody",
              );
              patience.end();
              for (const one of held) {
                assert.equal(listeners(one), 0);
                read(one);
              }
              break;
            }
          }
          await settle();
          check();
        }

        if (allLeft()) {
          assert.equal(body.returns, 1);
          assert.deepEqual(ends, [{ outcome: "abandoned" }]);
        } else {
          // Everybody reads to the end.
          const total = frames.length + 3;
          for (let turn = 0; active().length > 0; turn++) {
            assert.ok(turn < 500, "somebody hangs");
            for (const each of active()) read(each);
            await settle();
            if (!body.isPulled) continue;
            if (frames.length < total) {
              frames.push(frame(5, frames.length));
              body.give(frames.at(-1) ?? frame(0));
            } else if (fails) body.fail(CUT);
            else body.end();
            await settle();
            check();
          }
          const told = watched.filter(({ over }) => over === "end" || over === CUT);
          for (const { got, over } of told) {
            assert.deepEqual(got, frames);
            assert.equal(over, fails ? CUT : "end");
          }
          assert.deepEqual(ends, [fails ? { outcome: "failed", error: CUT } : { outcome: "completed" }]);
          assert.equal(body.returns, 0);
        }
        assert.equal(patience.isRunning, false);
        assert.equal(shared.readers, 0);
        for (const each of watched) assert.equal(listeners(each), 0);
      },
    ),
    { numRuns: 150 },
  );
  assert.ok(left > 0);
});

test("a reader alone is the backpressure: nothing is pulled before it wants a frame, and none ahead of it", async () => {
  const { body, shared } = setUp(1_000);
  const alone = open(shared);
  await settle();
  assert.equal(body.pulls, 0);
  for (let turn = 1; turn <= 5; turn++) {
    read(alone);
    assert.equal(body.pulls, turn);
    body.give(frame(10));
    await settle();
    assert.equal(body.pulls, turn);
  }
});

test("also beyond the bound, where what was read is forgotten", async () => {
  const { body, shared } = setUp(20);
  const readers = [open(shared), open(shared)];
  for (let turn = 1; turn <= 20; turn++) {
    for (const each of readers) read(each);
    assert.equal(body.pulls, turn);
    body.give(frame(15));
    await settle();
    assert.equal(body.pulls, turn, "no frame is pulled ahead");
  }
  for (const { got } of readers) assert.equal(got.length, 20);
});

/** Two readers, the second of which has read nothing, and a body of which no more fits. */
async function heldUp() {
  const made = setUp(20);
  const [fast, slow] = [open(made.shared), open(made.shared)];
  while (!made.patience.isRunning) {
    read(fast);
    await settle();
    if (made.body.isPulled) made.body.give(frame(10));
    await settle();
  }
  return { ...made, fast, slow };
}

test("the slowest is waited for, then told that it was left behind; the others go on", async () => {
  const { body, patience, fast, slow } = await heldUp();
  assert.equal(body.isPulled, false);
  assert.equal(fast.isReading, true);
  patience.end();
  assert.equal(body.isPulled, true);
  await assert.rejects(slow.reader.next(), LEFT_BEHIND);
  body.end();
  await settle();
  assert.equal(fast.over, "end");
});

test("one that moves on in time is not left behind", async () => {
  const { body, patience, slow } = await heldUp();
  read(slow);
  await settle();
  assert.equal(patience.isRunning, false);
  assert.equal(body.isPulled, true);
});

test("a slow reader is not left behind for the sake of one that has gone", async () => {
  const { body, patience, fast, slow } = await heldUp();
  fast.reader.leave();
  assert.equal(patience.isRunning, false);
  while (slow.over === undefined) {
    read(slow);
    await settle();
    if (body.isPulled) body.end();
    await settle();
  }
  assert.equal(slow.over, "end");
});

test("when the slowest leaves, whoever waited goes on", async () => {
  const { body, patience, slow } = await heldUp();
  slow.reader.leave();
  assert.equal(patience.isRunning, false);
  assert.equal(body.isPulled, true);
});

test("a reader whose caller is gone already is told so, and holds up nobody", async () => {
  const { shared, body, ends } = setUp(100);
  const reader = shared.open(AbortSignal.abort(GONE));
  await assert.rejects(reader.next(), GONE);
  assert.equal(body.returns, 1);
  assert.deepEqual(ends, [{ outcome: "abandoned" }]);
});

test("a reader of a body that has been closed is told, and does not wait without end", async () => {
  const { shared } = setUp(100);
  open(shared).reader.leave();
  await assert.rejects(shared.open(new AbortController().signal).next(), LEFT_BEHIND);
});

test("a body that throws instead of rejecting has failed like any other", async () => {
  const ends: BodyEnd[] = [];
  const broken: AsyncIterator<Frame> = {
    next: () => {
      throw CUT;
    },
    return: () => {
      throw CUT;
    },
  };
  const make = () =>
    new FanOut(
      { [Symbol.asyncIterator]: () => broken },
      {
        maxBytes: 10,
        patience: () => () => {},
        leftBehind: () => LEFT_BEHIND,
        end: (end) => ends.push(end),
      },
    );
  const shared = make();
  const [one, other] = [open(shared), open(shared)];
  await assert.rejects(one.reader.next(), CUT);
  await assert.rejects(other.reader.next(), CUT);
  open(make()).reader.leave();
  assert.deepEqual(ends, [{ outcome: "failed", error: CUT }, { outcome: "abandoned" }]);
});

test("an end is told before the last reader knows of it", async () => {
  const told: string[] = [];
  const shared = new FanOut(framesOf([frame(1)]), {
    maxBytes: 10,
    patience: () => () => {},
    leftBehind: () => LEFT_BEHIND,
    end: () => told.push("end"),
  });
  const { reader } = open(shared);
  await collect(reader);
  told.push("read");
  assert.deepEqual(told, ["end", "read"]);
});

test("frames that are pieces of large buffers keep little more than themselves", async () => {
  const { body, shared } = setUp(100_000);
  const { reader } = open(shared);
  const kept = new Set<ArrayBufferLike>();
  for (let turn = 0; turn < 200; turn++) {
    const next = reader.next();
    body.give(new Uint8Array(65_536).fill(turn).subarray(100, 300));
    const { value } = await next;
    assert.deepEqual(new Uint8Array(value ?? []), new Uint8Array(200).fill(turn));
    if (value !== undefined) kept.add(value.buffer);
  }
  const bytes = [...kept].reduce((sum, { byteLength }) => sum + byteLength, 0);
  assert.ok(bytes <= 2 * 200 * 200, `${bytes} bytes`);
});

test("frames that are there already are taken by whoever reads, in order, each reader at its own pace", async () => {
  const texts = Array.from({ length: 9 }, (_, at) => Buffer.from(`frame ${at}`));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(4), { minLength: 1, maxLength: 4 }),
      fc.array(fc.array(fc.boolean(), { maxLength: 5 }), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 300 }),
      fc.boolean(),
      async (lengths, readers, maxBytes, fails) => {
        const ends: BodyEnd[] = [];
        const shared = new FanOut(new Bursts(cut(texts, lengths), fails ? CUT : undefined), {
          maxBytes,
          patience: () => () => {},
          leftBehind: () => LEFT_BEHIND,
          end: (end) => ends.push(end),
        });
        const opened = readers.map((takes) => ({ takes, reader: open(shared).reader }));
        const seen = await Promise.all(opened.map(({ takes, reader }) => seenOf(reader, takes)));
        for (const { frames, end } of seen) {
          assert.deepEqual(frames, texts.map(String));
          assert.equal(end, fails ? CUT : "end");
        }
        assert.deepEqual(ends, [fails ? { outcome: "failed", error: CUT } : { outcome: "completed" }]);
      },
    ),
  );
});

test("a reader that leaves while it waits gets an end, not silence", async () => {
  const { shared } = setUp(100);
  const [one, other] = [open(shared), open(shared)];
  const waiting = one.reader.next();
  one.reader.leave();
  assert.deepEqual(await waiting, { done: true, value: undefined });
  assert.equal(shared.readers, 1);
  other.reader.leave();
});
