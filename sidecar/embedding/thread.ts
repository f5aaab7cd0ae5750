/** Runs in the thread: loads the model, and embeds the texts of one job after the other. */
import { parentPort, workerData } from "node:worker_threads";
import { muteThread } from "../platform/worker-thread.ts";
import { loadEnglishModel } from "./english-model.ts";
import { loadOnnxModel } from "./onnx-model.ts";
import type { Embedded, ThreadAnswer, ThreadData, ThreadJob } from "./protocol.ts";

const port = parentPort;
if (port === null) throw new Error("This module runs in a thread.");
muteThread();
const { model: spec }: ThreadData = workerData;

const model = await (spec === undefined ? loadEnglishModel() : loadOnnxModel(spec));
const answer = (message: ThreadAnswer) => port.postMessage(message);

/** One by one when they could not be embedded together: a text that cannot be is alone with that. */
async function resultsOf(texts: readonly string[]): Promise<readonly Embedded[]> {
  try {
    return await model.embed(texts);
  } catch {
    if (texts.length === 1) return ["failed"];
    const results: Embedded[] = [];
    for (const text of texts) results.push(...(await resultsOf([text])));
    return results;
  }
}

/** One job after the other: two at once take twice as long, and twice the memory. */
let last = Promise.resolve();
port.on("message", ({ id, texts }: ThreadJob) => {
  last = last.then(async () => answer({ type: "embedded", id, results: await resultsOf(texts) }));
});
answer({ type: "ready", dimension: model.dimension });
