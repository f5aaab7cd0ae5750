import type { Call, Handler, Reply } from "../../core/call.ts";
import type { Filter } from "../../core/filter.ts";
import { denial } from "../../core/verdict.ts";
import type { Screening } from "./compile.ts";
import { screenRequest } from "./screen-request.ts";

export interface ScreenOptions {
  /** Undefined when none of these policies looks at requests. */
  readonly screeningFor: (policies: readonly string[]) => Screening | undefined;
}

/** Looks at what callers say, in their own words: prohibited content, and attempts to override instructions. */
export function createScreenFilter({ screeningFor }: ScreenOptions): Filter {
  return {
    name: "screen",
    wrap: (next) => (call) => {
      const screening = screeningFor(call.policies);
      return screening === undefined ? next(call) : screened(call, screening, next);
    },
  };
}

async function screened(call: Call, screening: Screening, next: Handler): Promise<Reply> {
  const said = await screenRequest(call, screening);
  if (said.length > 0) {
    call.record.set(
      "screened",
      said.map(({ verdict }) => verdict),
    );
    const denied = said.find(({ verdict }) => verdict.action === "deny");
    if (denied !== undefined) throw denial(denied.verdict, denied.because);
  }
  return next(call);
}
