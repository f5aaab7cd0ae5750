import { type Stack, type StackOptions, startStack } from "../support/stack.ts";
import type { Surface } from "./surfaces.ts";

export interface Plan {
  /** Where the upstreams of both dialects are. */
  readonly url: string;
  /** Whether the sidecar dials them itself or forwards to the control plane. */
  readonly via: "direct" | "control-plane";
  /** More members of each Upstream's spec, as YAML flow. */
  readonly upstream?: string;
  /** The same of each Route's. */
  readonly route?: string;
  readonly limits?: StackOptions["limits"];
}

/** A sidecar before one provider that speaks every dialect; nothing is tried again, and no breaker opens. */
export function sidecarBefore({ url, via, upstream = "", route = "", limits }: Plan): Promise<Stack> {
  const one = (dialect: string, base: string, operations: string) => `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: ${dialect} }
spec: { dialect: ${dialect}, url: "${base}", via: ${via}, breaker: { minimumCalls: 100000, window: 10m } ${upstream} }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: ${dialect} }
spec:
  match: { models: ["${operations}*"] }
  targets: [{ upstream: ${dialect} }]
  retry: { attempts: 0 }
  ${route}
---`;
  return startStack({
    config: `${one("openai", `${url}/v1`, "openai")}${one("anthropic", url, "anthropic")}`,
    ...(limits === undefined ? {} : { limits }),
  });
}

/** A name that takes the surface's route, and tells `detail` to the provider. */
export function modelFor({ dialect }: Surface, detail: string | number): string {
  return `${dialect}-${detail}`;
}

export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** One call, to its last byte. `ended`: false for a connection that broke before the reply's end. */
export async function seenBy(
  stack: Stack,
  surface: Surface,
  model: string,
  stream: boolean,
  signal?: AbortSignal,
): Promise<Seen> {
  const reply = await fetch(stack.url + surface.path, {
    method: "POST",
    headers: { "content-type": "application/json", ...surface.headers },
    body: JSON.stringify(surface.body(model, stream)),
    ...(signal === undefined ? {} : { signal }),
  });
  return { status: reply.status, headers: reply.headers, text: await reply.text() };
}

/** The events of a stream without the comments that aios adds, and the provider's own. */
export function eventsIn(text: string): readonly string[] {
  return text.split(/(?<=\n\n)/).filter((event) => event !== "" && !event.startsWith(":"));
}

/** Calls that failed at this upstream, as its breaker has counted them. */
export async function failuresCounted(stack: Stack, upstream: string): Promise<number> {
  const reply = await fetch(`http://${stack.sidecar.addresses.admin}/breakers`);
  const { breakers } = (await reply.json()) as {
    readonly breakers: readonly { readonly upstream: string; readonly failures: number }[];
  };
  return breakers
    .filter((each) => each.upstream === upstream)
    .reduce((sum, { failures }) => sum + failures, 0);
}

/** Whether nothing is left of any call: in flight, at a connection, or waiting for one. */
export async function isIdle(stack: Stack): Promise<boolean> {
  const admin = `http://${stack.sidecar.addresses.admin}`;
  const info = (await (await fetch(`${admin}/server_info`)).json()) as { readonly callsInFlight: number };
  const { upstreams } = (await (await fetch(`${admin}/upstreams`)).json()) as {
    readonly upstreams: readonly { readonly running: number; readonly pending: number }[];
  };
  return info.callsInFlight === 0 && upstreams.every(({ running, pending }) => running + pending === 0);
}
