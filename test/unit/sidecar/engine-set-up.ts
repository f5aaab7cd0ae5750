import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { embeddings } from "../../../config/schema/embeddings.ts";
import { names } from "../../../config/schema/names.ts";
import { parseConfig } from "../../../config/schema/parse.ts";
import { type LimitsSpec, limits } from "../../../config/schema/settings.ts";
import type { ConfigSnapshot } from "../../../config/schema/snapshot.ts";
import type { Call, Reply } from "../../../sidecar/core/call.ts";
import type { Arrival, RunningCall } from "../../../sidecar/core/engine.ts";
import { AiosError, toAiosError } from "../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../sidecar/core/json.ts";
import type { Embedder } from "../../../sidecar/embedding/embedder.ts";
import { createEngine, type RunningEngine } from "../../../sidecar/engine.ts";
import type { Dial, DialRequest } from "../../../sidecar/generation.ts";
import type { Pressure } from "../../../sidecar/platform/pressure.ts";
import type { Telemetry } from "../../../sidecar/platform/telemetry.ts";
import { documentReply } from "../../support/calls.ts";
import { FakeClock, settle } from "../../support/fake-clock.ts";
import { FakeRandom } from "../../support/fake-random.ts";
import { type MemoryUpstreams, memoryUpstreams } from "../../support/memory-upstreams.ts";
import { type RecordedTelemetry, recordTelemetry } from "../../support/recorded-telemetry.ts";

export const ANSWER: JsonObject = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1_700_000_000,
  model: "gpt-4o-mini",
  choices: [{ index: 0, message: { role: "assistant", content: "Hello." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
};

export interface TestEngine {
  readonly engine: RunningEngine;
  readonly clock: FakeClock;
  readonly telemetry: RecordedTelemetry;
  readonly upstreams: MemoryUpstreams;
}

export interface TestEngineOptions {
  /** YAML; none is applied when absent. */
  readonly config?: string;
  readonly answer?: (call: Call, request: DialRequest) => Promise<Reply>;
  /** Wraps the upstreams' own. */
  readonly dial?: (dial: Dial) => Dial;
  readonly limits?: Partial<LimitsSpec>;
  /** How much the process has to do; nobody looks when absent. */
  readonly pressure?: () => Pressure;
  /** In place of the model that turns questions into vectors. */
  readonly embedder?: Embedder;
  /** In place of the recorded one, which then stays empty. */
  readonly telemetry?: Telemetry;
}

/** An engine on a fake clock with upstreams in memory. At the end of the test no timer may be left, nor any client open. */
export function testEngine(context: TestContext, options: TestEngineOptions = {}): TestEngine {
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const upstreams = memoryUpstreams(options.answer ?? (async () => documentReply(ANSWER)));
  const engine = createEngine({
    limits: { ...limits.parse({}), ...options.limits },
    names: names.parse({}),
    embeddings: embeddings.parse({}),
    embedder: options.embedder,
    dial: options.dial?.(upstreams.dial) ?? upstreams.dial,
    secrets: { env: () => undefined, file: () => Promise.reject(new Error("There is no secret here.")) },
    clock,
    random: new FakeRandom(),
    telemetry: options.telemetry ?? telemetry,
    ...(options.pressure === undefined ? {} : { pressure: { read: options.pressure, close: () => {} } }),
  });
  if (options.config !== undefined) engine.apply(snapshotOf(options.config));
  context.after(async () => {
    await settle();
    engine.close();
    assert.equal(engine.callsInFlight, 0, "a call was never ended");
    assert.equal(clock.running, 0, "a timer is left running");
    assert.deepEqual(
      upstreams.dialled.filter((client) => !client.closed).map((client) => client.name),
      [],
      "a client is left open",
    );
  });
  return { engine, clock, telemetry, upstreams };
}

export function snapshotOf(yaml: string): ConfigSnapshot {
  const { snapshot, faults } = parseConfig([{ path: "test.yaml", text: yaml }]);
  assert.deepEqual(faults, []);
  assert.ok(snapshot !== undefined);
  return snapshot;
}

/** An upstream and a route for `gpt-*`; the parts of either spec are given as YAML in flow style. */
export function oneRoute({ upstream = "", route = "", more = "" } = {}): string {
  return `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "https://openai.example/v1", models: [gpt-4o-mini], ${upstream} }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec: { match: { models: ["gpt-*"] }, targets: [{ upstream: openai }], ${route} }
${more === "" ? "" : `---\n${more}`}`;
}

export const WORKLOAD = { namespace: "default", serviceAccount: "default", labels: {} };

export function arrivalOf(
  document: JsonObject | string = { model: "gpt-4o-mini", messages: [{ role: "user", content: "Hi." }] },
  overrides: Partial<Arrival> = {},
): Arrival {
  return {
    protocol: "http",
    dialect: "openai-chat",
    headers: {},
    body: Buffer.from(typeof document === "string" ? document : JSON.stringify(document)),
    workload: WORKLOAD,
    ...overrides,
  };
}

/** Reads a reply to its end and ends the call, as an edge does. */
export async function served(running: RunningCall): Promise<string> {
  try {
    const reply = await running.reply;
    const frames: Uint8Array[] = [];
    for await (const frame of reply.body) frames.push(frame);
    running.end({ outcome: "completed" });
    return Buffer.concat(frames).toString("utf8");
  } catch (thrown) {
    running.end({ outcome: "failed", error: toAiosError(thrown) });
    throw thrown;
  }
}

/** The AiosError that a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<AiosError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AiosError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "expected a failure, but there was none" });
}
