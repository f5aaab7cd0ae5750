import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { names } from "../../config/schema/names.ts";
import { isInstalled } from "../../sidecar/detection/names/model-package.ts";
import { createThreadDetector } from "../../sidecar/detection/names/thread-detector.ts";
import { systemClock } from "../../sidecar/platform/clock.ts";
import { writeTinyNameModel } from "../support/tiny-name-model.ts";

const skip = isInstalled()
  ? false
  : "@huggingface/transformers is not installed: npm install --no-save @huggingface/transformers@4";

describe("a model for names", { skip }, () => {
  it("is loaded from its folder, runs in the thread, and its findings stand at their exact place", async (context) => {
    const path = await mkdtemp(join(tmpdir(), "aios-test-"));
    context.after(() => rm(path, { recursive: true, force: true }));
    await writeTinyNameModel(path);
    const faults: unknown[] = [];
    const detector = createThreadDetector({
      spec: names.parse({ timeBudget: "60s", model: { path, dtype: "fp32" } }),
      clock: systemClock,
      telemetry: {
        nameDetectionRefused: (reason) => faults.push(reason),
        nameDetectionRestarted: (reason) => faults.push(reason),
      },
    });
    context.after(() => detector.close());
    // The thread does not keep the process alive.
    const hold = setInterval(() => {}, 1_000);
    context.after(() => clearInterval(hold));
    const filler = "and then nothing happened of note at all ".repeat(100);
    const texts = [
      "Zorblax Quentleson met (Zorblax) in Trantorville, at Initrode.",
      `${filler}in Trantor. ${filler}`,
      "nothing",
    ];
    const found = await detector.detect(
      texts.map((text) => ({ text })),
      ["person", "address", "organization"],
      new AbortController().signal,
    );
    assert.deepEqual(faults, []);
    assert.deepEqual(
      found.map((ofText, index) =>
        ofText.map(({ entity, start, end }) => [entity, texts[index]?.slice(start, end)]),
      ),
      [
        [
          ["person", "Zorblax Quentleson"],
          ["person", "Zorblax"],
          ["address", "Trantorville"],
          ["organization", "Initrode"],
        ],
        [["address", "Trantor"]],
        [],
      ],
    );
  });
});
