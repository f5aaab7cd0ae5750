/** A thread that fills its small heap as it is told, lets go of a part, and posts what is said of it. */
import { getHeapSpaceStatistics } from "node:v8";
import { parentPort, resourceLimits, workerData } from "node:worker_threads";
import { watchHeap } from "../../../../sidecar/platform/heap.ts";
import { FakeClock } from "../../../support/fake-clock.ts";

const { fill, keep }: { readonly fill: number; readonly keep: number } = workerData;
const LIMIT = (resourceLimits.maxOldGenerationSizeMb ?? 0) * 1024 * 1024;
const clock = new FakeClock();
const heap = watchHeap(clock);

const inUse = () =>
  getHeapSpaceStatistics()
    .filter(({ space_name: name }) => !name.startsWith("new_"))
    .reduce((bytes, { space_used_size: used }) => bytes + used, 0) / LIMIT;
const allocate = () => Array.from({ length: 500 }, (_, index) => ({ index, text: `text ${index}` }));
/** Observers are told of a collection in a turn of their own. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

const held: object[][] = [];
while (inUse() < fill) {
  for (let count = 0; count < 20; count++) held.push(allocate());
  await turn();
}
await turn();
const share = heap.share;
held.length = Math.floor(held.length * keep);
await clock.advance(10_001);
parentPort?.postMessage({ share, later: heap.share, kept: held.length });
heap.close();
