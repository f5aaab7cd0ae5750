/**
 * Preloaded into every process of a bench (`node --import`). Standard input is a pipe from the parent: it ends when the
 * parent is gone, however that died, and this process goes as well.
 */
import { isMainThread } from "node:worker_threads";

// Threads are preloaded with it, too, and their standard input ends at once.
if (isMainThread) {
  process.stdin.on("end", () => process.exit(1));
  process.stdin.on("error", () => process.exit(1));
  process.stdin.resume();
  // The pipe alone is no reason to stay.
  if ("unref" in process.stdin) process.stdin.unref();
}
