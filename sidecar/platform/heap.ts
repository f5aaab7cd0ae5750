import { constants, type PerformanceEntry, PerformanceObserver } from "node:perf_hooks";
import { getHeapSpaceStatistics, getHeapStatistics } from "node:v8";
import { resourceLimits } from "node:worker_threads";
import type { Clock } from "./clock.ts";

/** What this process (or this thread, in a worker) keeps in its heap. */
export interface HeapWatch {
  /**
   * Share of what the old generation may hold that was still held after the last full garbage collection, 0 to 1; 0 when
   * that was too long ago to tell.
   */
  readonly share: number;
  close(): void;
}

/** Spaces of V8's young generation. They have bounds of their own, and what is in them is garbage most of the time. */
const YOUNG: ReadonlySet<string> = new Set(["new_space", "new_large_object_space"]);

/** A heap that is nearly full is collected every few moments, as long as there is any work. */
const GOOD_FOR_MS = 10_000;

/**
 * Measures after full collections alone: between two of them garbage fills the heap, which V8 leaves there for as long as
 * there is room. Taken for use, it would call a process overloaded that has plenty of memory. And a measurement does not
 * hold for ever: once calls are refused there is little that makes V8 collect, and nobody would learn that what filled
 * the heap is gone. If it is not, the first calls that are let in bring about the next collection.
 */
export function watchHeap(clock: Clock): HeapWatch {
  const limit = oldGenerationLimit();
  const measure = () => oldGenerationUse() / limit;
  let share = measure();
  let measuredAt = clock.monotonic();
  const observer = new PerformanceObserver((list) => {
    if (!list.getEntries().some(isFullCollection)) return;
    share = measure();
    measuredAt = clock.monotonic();
  });
  observer.observe({ entryTypes: ["gc"] });
  return {
    get share() {
      return clock.monotonic() - measuredAt <= GOOD_FOR_MS ? share : 0;
    },
    close: () => observer.disconnect(),
  };
}

function isFullCollection(entry: PerformanceEntry): boolean {
  // Node's own types leave it out.
  const detail = "detail" in entry ? entry.detail : undefined;
  return (
    typeof detail === "object" &&
    detail !== null &&
    "kind" in detail &&
    detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR
  );
}

function oldGenerationUse(): number {
  let bytes = 0;
  for (const { space_name: name, space_used_size: used } of getHeapSpaceStatistics())
    if (!YOUNG.has(name)) bytes += used;
  return bytes;
}

const FLAG = /(?:^|\s)--max[-_]old[-_]space[-_]size=(\d+)/g;

/**
 * Bytes at which V8 gives up. It tells only of the whole heap's limit, young generation included, which is up to 96 MiB
 * more: next to nothing where V8 chose the sizes, but most of it beside a small old generation that somebody asked for.
 */
function oldGenerationLimit(): number {
  const { heap_size_limit: whole } = getHeapStatistics();
  const { maxOldGenerationSizeMb: ofWorker } = resourceLimits;
  const flags = [process.env["NODE_OPTIONS"] ?? "", ...process.execArgv].join(" ");
  // The last one counts, as it does for V8.
  const ofFlag = [...flags.matchAll(FLAG)].at(-1)?.[1];
  const asked = ofWorker ?? (ofFlag === undefined ? undefined : Number(ofFlag));
  return asked === undefined || asked <= 0 ? whole : Math.min(whole, asked * 1024 * 1024);
}
