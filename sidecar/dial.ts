import { endpointsOf } from "../config/schema/upstream.ts";
import { dialectOf } from "./dialects/registry.ts";
import type { Dial } from "./generation.ts";
import type { Clock } from "./platform/clock.ts";
import { systemSecrets } from "./platform/secrets.ts";
import type { Telemetry } from "./platform/telemetry.ts";
import { VERSION } from "./platform/version.ts";
import { checkedAuth } from "./upstream/auth.ts";
import { createHttpUpstream } from "./upstream/http.ts";

/** Dials an upstream from this very process, with the secrets that are kept here. */
export function dialDirectly(clock: Clock, telemetry: Telemetry): Dial {
  return ({ name, spec, connectTimeoutMs }) =>
    createHttpUpstream({
      name,
      spec,
      url: endpointsOf(spec)[0]?.url ?? "",
      auth:
        spec.auth &&
        checkedAuth({ upstream: name, auth: spec.auth, secrets: systemSecrets, clock }, telemetry),
      connectTimeoutMs,
      dialectOf,
      clock,
      version: VERSION,
    });
}
