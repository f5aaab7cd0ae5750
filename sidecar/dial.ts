import { endpointsOf, type UpstreamSpec } from "../config/schema/upstream.ts";
import { dialectOf } from "./dialects/registry.ts";
import type { Dial } from "./generation.ts";
import type { Clock } from "./platform/clock.ts";
import type { Random } from "./platform/random.ts";
import { type AllowedSecrets, onlyAllowed, type SecretReader, systemSecrets } from "./platform/secrets.ts";
import type { Telemetry } from "./platform/telemetry.ts";
import { VERSION } from "./platform/version.ts";
import { checkedAuth } from "./upstream/auth.ts";
import { Rotations } from "./upstream/balance/rotation.ts";
import { createBalancedUpstream } from "./upstream/balance/upstream.ts";
import type { DirectClient } from "./upstream/client.ts";
import { createGatewayUpstream } from "./upstream/gateway.ts";
import type { GatewayChannel } from "./upstream/gateway-channel.ts";
import { createGrpcUpstream } from "./upstream/grpc.ts";
import { createHttpUpstream } from "./upstream/http.ts";

export interface DirectDialParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly telemetry: Telemetry;
  /** Whether callers are told which of several endpoints answered; they are when absent. */
  readonly tellsEndpoints?: (spec: UpstreamSpec) => boolean;
}

/** Dials an upstream from this very process, with the secrets that are kept here; several endpoints are balanced. */
export function dialDirectly(parts: DirectDialParts, secrets: SecretReader = systemSecrets): Dial {
  const { clock, telemetry, tellsEndpoints } = parts;
  const rotations = new Rotations(parts);
  return ({ name, spec, connectTimeoutMs }) => {
    const auth = spec.auth && checkedAuth({ upstream: name, auth: spec.auth, secrets, clock }, telemetry);
    const common = { name, spec, auth, connectTimeoutMs, clock, version: VERSION };
    const dialEndpoint = (url: string): DirectClient =>
      spec.dialect === "grpc"
        ? createGrpcUpstream({ ...common, url })
        : createHttpUpstream({ ...common, url, dialectOf });
    const [first, ...others] = endpointsOf(spec);
    if (others.length === 0) return dialEndpoint(first?.url ?? "");
    const tellsEndpoint = tellsEndpoints?.(spec) ?? true;
    return createBalancedUpstream({ name, spec, dialEndpoint, rotations, tellsEndpoint });
  };
}

/** What this process may read on behalf of its configuration: what a control plane has pushed, those that are allowed. */
export function secretsFor(isPushed: boolean, allowed: AllowedSecrets): SecretReader {
  return isPushed ? onlyAllowed(systemSecrets, allowed) : systemSecrets;
}

/**
 * Which client reaches an upstream. Without a control plane this process dials everything, with its own secrets; what a
 * control plane has pushed may use those that are allowed.
 */
export function dialFrom(
  channel: GatewayChannel | undefined,
  allowed: AllowedSecrets,
  parts: DirectDialParts,
): Dial {
  const direct = dialDirectly(parts, secretsFor(channel !== undefined, allowed));
  return (request) => {
    const { name, spec, connectTimeoutMs } = request;
    if (spec.via === "control-plane" && channel !== undefined) {
      return createGatewayUpstream({
        name,
        channel,
        connectTimeoutMs,
        maxReplyBytes: spec.maxReplySize,
        sendsSession: spec.loadBalancing.sticky === "session",
        dialectOf,
        clock: parts.clock,
      });
    }
    return direct(request);
  };
}
