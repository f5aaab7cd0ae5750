import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { Worker } from "node:worker_threads";

interface Said {
  readonly share: number;
  /** When more than ten seconds have passed, in which there was nothing to do. */
  readonly later: number;
}

/** Fills the old generation of a thread to this share of its bound, then lets go of all but `keep` of that. */
async function heapOf(fill: number, keep: number): Promise<Said> {
  const worker = new Worker(new URL("heap-worker.ts", import.meta.url), {
    workerData: { fill, keep },
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 32 },
  });
  const [said]: Said[] = await once(worker, "message");
  await worker.terminate();
  assert.ok(said !== undefined);
  return said;
}

test("what is held is told as a share of the old generation, which is what V8 gives up on", async () => {
  const { share } = await heapOf(0.85, 1);
  assert.ok(share > 0.6 && share <= 1, `${share}`);
});

test("what has been let go does not count for ever, although nothing makes V8 collect it", async () => {
  const { share, later } = await heapOf(0.85, 0.1);
  assert.ok(share > 0.6, `${share}`);
  assert.ok(later < 0.5, `${later}`);
});
