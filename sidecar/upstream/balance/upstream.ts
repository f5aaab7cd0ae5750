import { endpointsOf, type UpstreamSpec } from "../../../config/schema/upstream.ts";
import type { Call, Reply } from "../../core/call.ts";
import { AiosError, toAiosError } from "../../core/errors.ts";
import { watchBody } from "../../core/watch.ts";
import type { UpstreamClient } from "../client.ts";
import type { Rotations } from "./rotation.ts";

export interface BalancedUpstreamOptions {
  readonly name: string;
  readonly spec: UpstreamSpec;
  /** Makes the client of one endpoint. */
  readonly dialEndpoint: (url: string) => UpstreamClient;
  readonly rotations: Rotations;
}

/**
 * An upstream of several endpoints, each with a client of its own. The breaker stands above, one for the upstream and not
 * for an endpoint: `outlierDetection.consecutiveFailures` has to be well below `breaker.minimumCalls`, as it is by default,
 * so that one bad endpoint is out of the rotation before its failures open the breaker for all.
 */
export function createBalancedUpstream(options: BalancedUpstreamOptions): UpstreamClient {
  const { name, spec, dialEndpoint, rotations } = options;
  const clients = endpointsOf(spec).map(({ url }) => dialEndpoint(url));
  const { rotation, release } = rotations.hold(name, spec);

  const attempt = async (call: Call): Promise<Reply> => {
    const lease = rotation.lease(call);
    call.onEnd((end) => lease.callEnded(end));
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
