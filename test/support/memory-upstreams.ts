import type { Call, Reply } from "../../sidecar/core/call.ts";
import type { Dial, DialRequest } from "../../sidecar/generation.ts";
import type { UpstreamClient } from "../../sidecar/upstream/client.ts";

/** One client that an engine has dialled. */
export interface DialledClient extends UpstreamClient {
  readonly request: DialRequest;
  /** The calls it was given, oldest first. */
  readonly calls: readonly Call[];
  readonly closed: boolean;
}

export interface MemoryUpstreams {
  readonly dial: Dial;
  /** Every client that was ever dialled, oldest first. */
  readonly dialled: readonly DialledClient[];
  /** Those of this upstream that are not closed; of one connect timeout, if one is given. */
  open(name: string, connectTimeoutMs?: number): readonly DialledClient[];
  /** Every call that reached any upstream, oldest first. */
  readonly calls: readonly Call[];
}

/** Upstreams without sockets: `answer` is asked for every call, and keeps its promises or not. */
export function memoryUpstreams(
  answer: (call: Call, request: DialRequest) => Promise<Reply>,
): MemoryUpstreams {
  const dialled: DialledClient[] = [];
  const calls: Call[] = [];
  return {
    dialled,
    calls,
    open: (name, connectTimeoutMs) =>
      dialled.filter(
        ({ request, closed }) =>
          !closed &&
          request.name === name &&
          (connectTimeoutMs === undefined || request.connectTimeoutMs === connectTimeoutMs),
      ),
    dial: (request) => {
      const own: Call[] = [];
      let closed = false;
      const client: DialledClient = {
        name: request.name,
        request,
        calls: own,
        get closed() {
          return closed;
        },
        call: (call) => {
          own.push(call);
          calls.push(call);
          return answer(call, request);
        },
        status: () => ({
          name: request.name,
          via: "direct",
          connected: 0,
          free: 0,
          running: 0,
          pending: 0,
        }),
        close: async () => {
          closed = true;
        },
      };
      dialled.push(client);
      return client;
    },
  };
}

/** Never answers, but heeds the signal as a real upstream does. */
export function untilCancelled(call: Call): Promise<never> {
  return new Promise((_resolve, reject) => {
    call.signal.addEventListener("abort", () => reject(call.signal.reason), { once: true });
  });
}
