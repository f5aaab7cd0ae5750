import { AiosError } from "./errors.ts";

/** What a rule of a policy says of a call: that it may not be, that its caller should know, or just that it was so. */
export interface Verdict {
  readonly policy: string;
  /** Its name within the policy; one word, as configured. */
  readonly rule: string;
  readonly action: "deny" | "warn" | "report";
  /** With `warn`: what its caller is told in words. They may be worked out from the call: nothing for a log. */
  readonly message?: string;
}

/** The words of a rule that warns are for its caller; of one that denies they stand in the error. */
export function warningOf(action: Verdict["action"], message: string | undefined): Pick<Verdict, "message"> {
  return action === "warn" && message !== undefined ? { message } : {};
}

/** `policy/rule`: a stable code for whoever is told. */
export function codeOf({ policy, rule }: Pick<Verdict, "policy" | "rule">): string {
  return `${policy}/${rule}`;
}

/**
 * The refusal of a call that a policy denies.
 * @param because the rule's own words or what was found, never the value that was found
 * @param quotes what of these are words of the call: its caller is told them, and no log
 */
export function denial(
  verdict: Pick<Verdict, "policy" | "rule">,
  because: string,
  quotes?: string,
): AiosError {
  return new AiosError(
    "policy-denied",
    `Denied by rule "${verdict.rule}" of policy "${verdict.policy}": ${because}`,
    {
      headers: { "x-aios-denied-by": codeOf(verdict) },
      ...(quotes === undefined ? {} : { quotes }),
    },
  );
}
