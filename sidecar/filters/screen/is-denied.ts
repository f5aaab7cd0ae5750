import type { Call } from "../../core/call.ts";
import { AiosError } from "../../core/errors.ts";
import type { ScreenOptions } from "./filter.ts";
import { screenRequest } from "./screen-request.ts";

/** Whether guardrails deny or refuse a request, without a word to anybody. */
export function deniedByScreening(
  screeningFor: ScreenOptions["screeningFor"],
): (policies: readonly string[], call: Call) => Promise<boolean> {
  return async (policies, call) => {
    const screening = screeningFor(policies);
    if (screening === undefined) return false;
    try {
      const said = await screenRequest(call, screening);
      return said.some(({ verdict }) => verdict.action === "deny");
    } catch (error) {
      if (error instanceof AiosError) return true;
      throw error;
    }
  };
}
