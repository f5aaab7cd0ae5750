import type { DialectName } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import type { Filter } from "../../core/filter.ts";
import { checkPath } from "./check-path.ts";
import type { CompiledRedaction } from "./compile.ts";
import { asksForJson } from "./json-answer.ts";
import { numberBefore } from "./numbering.ts";
import { redactRequest } from "./redact-request.ts";
import { restoreError, restoreReply, type Spelling } from "./restore.ts";

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
      checkPath(call.opaque, redaction);
      const dialect = dialectOf(call.dialect);
      const { request, vault, counts } = await redactRequest(
        call.request,
        redaction,
        call.signal,
        numberBefore(call, dialect),
      );
      call.record.set("redactions", counts);
      const redacted = request === call.request ? call : { ...call, request };
      if (vault.size === 0) return next(redacted);
      call.onEnd(() => vault.clear());
      const spelling = asksForJson(call.request.document()) ? JSON_ANSWER : AS_IT_STANDS;
      try {
        return restoreReply(await next(redacted), vault, dialect, spelling);
      } catch (thrown) {
        throw restoreError(thrown, vault);
      }
    },
  };
}

const AS_IT_STANDS: Spelling = (kind) => kind;
/** The answer's text is JSON source, which the dialect cannot know. */
const JSON_ANSWER: Spelling = () => "json";
