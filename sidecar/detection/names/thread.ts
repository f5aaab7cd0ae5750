/** Runs in the thread: reads the lists, and the model where there is one, and answers one job after the other. */
import { parentPort, workerData } from "node:worker_threads";
import { muteThread } from "../../platform/worker-thread.ts";
import { findNames } from "./find-names.ts";
import { readLexicon } from "./lexicon.ts";
import { loadNameModel } from "./model.ts";
import type { ThreadAnswer, ThreadData, ThreadJob } from "./protocol.ts";
import { withModel } from "./with-model.ts";

const port = parentPort;
if (port === null) throw new Error("This module runs in a thread.");
muteThread();
const { model: spec }: ThreadData = workerData;

const [lexicon, model] = await Promise.all([
  readLexicon(),
  spec === undefined ? undefined : loadNameModel(spec),
]);
const answer = (message: ThreadAnswer) => port.postMessage(message);

async function answerTo({ id, texts, entities }: ThreadJob): Promise<ThreadAnswer> {
  const sought = new Set(entities);
  const found = [];
  for (const { text, name } of texts) {
    const byRules = findNames(text, name, sought, lexicon);
    found.push(model === undefined ? byRules : withModel(byRules, await model.find(text), sought));
  }
  return { type: "found", id, found };
}

/** One after the other: a model that is asked twice at once takes twice as long, and twice the memory. */
let last = Promise.resolve();
port.on("message", (job: ThreadJob) => {
  last = last.then(async () => {
    try {
      answer(await answerTo(job));
    } catch (error) {
      answer({ type: "failed", id: job.id, reason: error instanceof Error ? error.message : String(error) });
    }
  });
});
answer({ type: "ready" });
