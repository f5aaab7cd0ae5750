import { endpointsOf, type UpstreamSpec } from "../../../config/schema/upstream.ts";
import type { Call, Reply } from "../../core/call.ts";
import { AiosError, toAiosError } from "../../core/errors.ts";
import { watchBody } from "../../core/watch.ts";
import type { DirectClient } from "../client.ts";
import type { Rotations } from "./rotation.ts";

export interface BalancedUpstreamOptions {
  readonly name: string;
  readonly spec: UpstreamSpec;
  /** Makes the client of one endpoint. */
  readonly dialEndpoint: (url: string) => DirectClient;
  readonly rotations: Rotations;
  /** Whether callers are told which endpoint answered. */
  readonly tellsEndpoint: boolean;
}

/**
 * An upstream of several endpoints, each with a client of its own. The breaker stands above, one for the upstream and not
 * for an endpoint: `outlierDetection.consecutiveFailures` has to be well below `breaker.minimumCalls`, as it is by default,
 * so that one bad endpoint is out of the rotation before its failures open the breaker for all.
 */
export function createBalancedUpstream(options: BalancedUpstreamOptions): DirectClient {
  const { name, spec, dialEndpoint, rotations, tellsEndpoint } = options;
  const clients = endpointsOf(spec).map(({ url }) => dialEndpoint(url));
  const { rotation, release } = rotations.hold(name, spec);

  const attempt = async (call: Call): Promise<Reply> => {
    const lease = rotation.lease(call);
    call.onEnd((end) => lease.callEnded(end));
    const chosen = { upstream: name, name: lease.endpoint.label, isTold: tellsEndpoint };
    call.record.set("endpoint", chosen);
    const client = clients[lease.endpoint.index];
    if (client === undefined) throw new AiosError("internal", "An internal error occurred.");
    let reply: Reply;
    try {
      reply = await client.call(call);
    } catch (thrown) {
      const error = toAiosError(thrown);
      lease.failed(error);
      throw error;
    }
    lease.answered();
    // A hedge may have been sent elsewhere since; one that came too late has answered nobody.
    if (!call.signal.aborted) call.record.set("endpoint", chosen);
    return { ...reply, body: watchBody(reply.body, { end: (end) => lease.ended(end) }) };
  };

  return {
    name,
    call: attempt,
    status: () => {
      const statuses = clients.map((client) => client.status());
      const sum = (of: "connected" | "free" | "running" | "pending") =>
        statuses.reduce((total, status) => total + status[of], 0);
      return {
        name,
        via: "direct",
        connected: sum("connected"),
        free: sum("free"),
        running: sum("running"),
        pending: sum("pending"),
        endpoints: rotation.status(),
      };
    },
    close: async () => {
      release();
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}
