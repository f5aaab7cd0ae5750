import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { EVERYTHING, PurgeLog } from "../../../../control-plane/distribute/purge-log.ts";
import {
  type PurgeEvent,
  type PurgeSession,
  Purging,
  type PurgingOptions,
} from "../../../../control-plane/distribute/purging.ts";
import type { Purge } from "../../../../proto/gen/aios/config/v1/Purge.ts";
import { FakeClock, settle } from "../../../support/fake-clock.ts";

const T0 = Date.UTC(2026, 0, 1);

interface Told extends PurgeSession {
  readonly sent: Purge[];
  /** The tags of the message that was sent last. */
  tags(): readonly (string | undefined)[];
  /** Answers it. */
  confirm(answers?: number): void;
}

function setUp(context: TestContext, options: Partial<PurgingOptions> = {}) {
  const clock = new FakeClock(T0);
  const log = new PurgeLog();
  const events: PurgeEvent[] = [];
  const purging = new Purging({
    log,
    save: undefined,
    clock,
    onEvent: (event) => events.push(event),
    ...options,
  });
  context.after(() => assert.equal(clock.running, 0, "a timer was left running"));
  const join = (knownUpTo = 0): Told => {
    const sent: Purge[] = [];
    const session = purging.join(knownUpTo, (purge) => sent.push(purge));
    return {
      ...session,
      sent,
      tags: () => sent.at(-1)?.tags?.map(({ tag }) => tag) ?? [],
      confirm: (answers = 0) => session.confirmed(Number(sent.at(-1)?.sequence), answers),
    };
  };
  return { clock, log, events, purging, join };
}

test("a purge is sent to every sidecar at once, and is over when all have confirmed it", async (context) => {
  const { clock, purging, join, events } = setUp(context);
  const sidecars = [join(), join(), join()];
  for (const sidecar of sidecars) sidecar.confirm();
  const purge = purging.purge(["a", "b"], 2_000);
  assert.deepEqual(
    sidecars.map(({ sent }) => sent.at(-1)),
    sidecars.map(() => ({
      sequence: T0,
      tags: [
        { tag: "a", sequence: T0 },
        { tag: "b", sequence: T0 },
      ],
    })),
  );
  await clock.advance(7);
  for (const [index, sidecar] of sidecars.entries()) sidecar.confirm(index);
  const outcome = await purge;
  assert.deepEqual(outcome, {
    sequence: T0,
    sidecars: 3,
    confirmed: 3,
    answers: 3,
    tookMs: 7,
    kept: "memory",
  });
  assert.deepEqual(events, [{ type: "purged", tags: ["a", "b"], outcome }]);
});

test("a sidecar that does not answer in time is counted, and holds up nobody any longer than that", async (context) => {
  const { clock, purging, join } = setUp(context);
  const [quick, slow] = [join(), join()];
  for (const sidecar of [quick, slow]) sidecar.confirm();
  const purge = purging.purge([EVERYTHING], 500);
  quick.confirm(4);
  await clock.advance(500);
  const { sidecars, confirmed, answers, tookMs } = await purge;
  assert.deepEqual(
    { sidecars, confirmed, answers, tookMs },
    { sidecars: 2, confirmed: 1, answers: 4, tookMs: 500 },
  );
});

test("a sidecar that leaves meanwhile has not confirmed, and is not waited for", async (context) => {
  const { purging, join } = setUp(context);
  const sidecar = join();
  sidecar.confirm();
  const purge = purging.purge(["a"], 2_000);
  sidecar.leave();
  const { sidecars, confirmed } = await purge;
  assert.deepEqual({ sidecars, confirmed }, { sidecars: 1, confirmed: 0 });
});

test("without any sidecar a purge is over at once", async (context) => {
  const { purging } = setUp(context);
  const { sidecars, confirmed } = await purging.purge(["a"], 2_000);
  assert.deepEqual({ sidecars, confirmed }, { sidecars: 0, confirmed: 0 });
});

test("a sidecar that comes is told first what it has missed, also that it has missed nothing", async (context) => {
  const { purging, join } = setUp(context);
  await purging.purge(["a"], 0);
  await purging.purge(["b"], 0);
  assert.deepEqual(join().tags(), ["a", "b"]);
  assert.deepEqual(join(T0).tags(), ["b"]);
  const current = join(T0 + 1);
  assert.deepEqual(current.sent, [{ sequence: T0 + 1, tags: [] }]);
});

test("while one is unanswered nothing is sent; what comes meanwhile is one message that counts for all", async (context) => {
  const { purging, join } = setUp(context);
  const sidecar = join();
  sidecar.confirm();
  const purges = ["a", "b", "c"].map((tag) => purging.purge([tag], 2_000));
  assert.equal(sidecar.sent.length, 2);
  assert.deepEqual(sidecar.tags(), ["a"]);
  sidecar.confirm(1);
  assert.deepEqual(sidecar.tags(), ["b", "c"]);
  sidecar.confirm(2);
  assert.deepEqual(
    (await Promise.all(purges)).map(({ confirmed, answers }) => ({ confirmed, answers })),
    [
      { confirmed: 1, answers: 1 },
      { confirmed: 1, answers: 2 },
      { confirmed: 1, answers: 2 },
    ],
  );
  assert.equal(sidecar.sent.length, 3, "it knows everything");
});

test("an answer to what was not asked, or was answered already, says nothing", async (context) => {
  const { clock, purging, join } = setUp(context);
  const sidecar = join();
  sidecar.confirm();
  const purge = purging.purge(["a"], 100);
  sidecar.confirmed(T0 + 5, 9);
  sidecar.confirmed(Number.NaN, 9);
  sidecar.confirmed(0, 9);
  await clock.advance(100);
  assert.equal((await purge).confirmed, 0);
  sidecar.confirm();
  sidecar.confirm();
});

test("a sidecar of a version that never confirms is sent one message and no more", async (context) => {
  const { clock, purging, join } = setUp(context);
  const old = join();
  for (const tag of ["a", "b"]) {
    const purge = purging.purge([tag], 100);
    await clock.advance(100);
    assert.equal((await purge).confirmed, 0);
  }
  assert.equal(old.sent.length, 1);
});

test("a sidecar that knows a newer number than this process gets the next purge all the same", async (context) => {
  const { purging, join } = setUp(context);
  const sidecar = join(T0 + 1_000_000);
  sidecar.confirm();
  const purge = purging.purge(["a"], 100);
  assert.deepEqual(sidecar.sent.at(-1)?.tags, [{ tag: "a", sequence: T0 + 1_000_001 }]);
  sidecar.confirm();
  assert.equal((await purge).confirmed, 1);
});

test("a purge is over only once it is on disk, and says when it could not be put there", async (context) => {
  const { promise: written, resolve } = Promise.withResolvers<void>();
  const { purging, events } = setUp(context, { save: () => written });
  let isOver = false;
  const purge = purging.purge(["a"], 0).then((outcome) => {
    isOver = true;
    return outcome;
  });
  await settle();
  assert.equal(isOver, false);
  resolve();
  assert.equal((await purge).kept, "disk");
  assert.equal(events.length, 1);

  const full = setUp(context, { save: () => Promise.reject(new Error("ENOSPC")) });
  assert.equal((await full.purging.purge(["a"], 0)).kept, "failed");
  assert.deepEqual(
    full.events.map(({ type }) => type),
    ["purges-not-saved", "purged"],
  );
});

test("who comes when a thousand wait already is not kept waiting", async (context) => {
  const { purging, join, clock } = setUp(context);
  const silent = join();
  const purges = Array.from({ length: 1_000 }, () => purging.purge(["a"], 2_000));
  const one = purging.purge(["a"], 2_000);
  await clock.advance(0);
  assert.equal((await one).confirmed, 0);
  silent.leave();
  await Promise.all(purges);
});
