import { type UpstreamSpec, upstreamSpec } from "../../../../../config/schema/upstream.ts";
import type { Call, Reply } from "../../../../../sidecar/core/call.ts";
import { AiosError, type ErrorKind } from "../../../../../sidecar/core/errors.ts";
import { createEndpoints, type Endpoint } from "../../../../../sidecar/upstream/balance/endpoint.ts";
import { Rotations } from "../../../../../sidecar/upstream/balance/rotation.ts";
import { createBalancedUpstream } from "../../../../../sidecar/upstream/balance/upstream.ts";
import type { DirectClient } from "../../../../../sidecar/upstream/client.ts";
import { documentReply, type TestCall } from "../../../../support/calls.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";
import { FakeRandom } from "../../../../support/fake-random.ts";
import { recordTelemetry } from "../../../../support/recorded-telemetry.ts";
import { unaryCall } from "../support.ts";

/** Endpoints named a, b, c, … of these weights. */
export function endpointsOfWeights(...weights: readonly number[]): readonly Endpoint[] {
  return createEndpoints(weights.map((weight, index) => ({ url: urlOf(index), weight })));
}

export const urlOf = (index: number) => `http://${String.fromCharCode(97 + index)}.example:8000/v1`;

/** `a`, `b`, … */
export const nameOf = ({ label }: Endpoint) => label.slice(0, label.indexOf("."));

export interface BalancedSetUp {
  readonly weights?: readonly number[];
  readonly policy?: "round-robin" | "least-request" | "peak-ewma";
  readonly sticky?: "none" | "session";
  readonly outlierDetection?: Record<string, unknown>;
  readonly random?: FakeRandom;
  readonly tellsEndpoint?: boolean;
}

let callNumber = 0;

/** A balanced upstream whose endpoints, named a, b, …, answer as they are told. */
export function balanced(setUp: BalancedSetUp = {}) {
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const weights = setUp.weights ?? [1, 1, 1];
  const spec: UpstreamSpec = upstreamSpec.parse({
    dialect: "openai",
    via: "direct",
    endpoints: weights.map((weight, index) => ({ url: urlOf(index), weight })),
    loadBalancing: { policy: setUp.policy ?? "round-robin", sticky: setUp.sticky ?? "none" },
    outlierDetection: setUp.outlierDetection ?? {},
  });
  const rotations = new Rotations({ clock, random: setUp.random ?? new FakeRandom(), telemetry });
  const sentTo: string[] = [];
  const broken = new Map<string, ErrorKind>();
  /** Of one endpoint, in place of an answer or a failure. */
  const answers = new Map<string, (call: Call) => Promise<Reply>>();
  const closed: string[] = [];

  const dialEndpoint = (url: string): DirectClient => {
    const name = new URL(url).hostname.slice(0, 1);
    return {
      name: "upstream",
      call: async (call) => {
        sentTo.push(name);
        const kind = broken.get(name);
        if (kind !== undefined) throw new AiosError(kind, "It failed.");
        return (answers.get(name) ?? (async () => documentReply({})))(call);
      },
      status: () => ({ name: "upstream", via: "direct", connected: 2, free: 1, running: 1, pending: 3 }),
      close: async () => {
        closed.push(name);
      },
    };
  };
  const dial = (changes: Partial<UpstreamSpec> = {}) =>
    createBalancedUpstream({
      name: "upstream",
      spec: { ...spec, ...changes },
      dialEndpoint,
      rotations,
      tellsEndpoint: setUp.tellsEndpoint ?? true,
    });
  const upstream = dial();

  const newCall = (overrides: Partial<Call> = {}): TestCall =>
    unaryCall({ id: `call-${callNumber++}`, ...overrides });
  /** One call, to the end of its reply; gives the endpoint that it was sent to. */
  const ask = async (overrides: Partial<Call> = {}): Promise<string> => {
    const call = newCall(overrides);
    try {
      const reply = await upstream.call(call);
      for await (const _ of reply.body);
      call.end();
    } catch (error) {
      if (!(error instanceof AiosError)) throw error;
      call.end({ outcome: "failed", error });
    }
    return sentTo.at(-1) ?? "";
  };
  const statusOf = (name: string) => {
    const found = upstream.status().endpoints?.find(({ endpoint }) => endpoint.startsWith(`${name}.`));
    if (found === undefined) throw new Error(`There is no endpoint ${name}.`);
    return found;
  };
  return { clock, telemetry, upstream, dial, sentTo, broken, answers, closed, newCall, ask, statusOf };
}

/** How often each was chosen. */
export function counted(names: Iterable<string>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
