import type { DialectName } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import type { Filter } from "../../core/filter.ts";
import type { CompiledRedaction } from "./compile.ts";
import { redactRequest } from "./redact-request.ts";
import { restoreError, restoreReply } from "./restore.ts";

export interface RedactOptions {
  /** Undefined when none of these policies redacts. */
  readonly rulesFor: (policies: readonly string[]) => CompiledRedaction | undefined;
  readonly dialectOf: (name: DialectName) => Dialect;
}

/** Nothing below this filter sees what the policies name; the caller gets it back in the reply. */
export function createRedactFilter({ rulesFor, dialectOf }: RedactOptions): Filter {
  return {
    name: "redact",
    wrap: (next) => async (call) => {
      const redaction = rulesFor(call.policies);
      if (redaction === undefined) return next(call);
      const { request, vault, counts } = redactRequest(call.request, redaction);
      call.record.set("redactions", counts);
      const redacted = request === call.request ? call : { ...call, request };
      if (vault.size === 0) return next(redacted);
      call.onEnd(() => vault.clear());
      try {
        return restoreReply(await next(redacted), vault, dialectOf(call.dialect));
      } catch (thrown) {
        throw restoreError(thrown, vault);
      }
    },
  };
}
