/** What cannot be said in another dialect, by its name: a call is refused rather than answered as if it had not been asked. */
import type { DialectName } from "../core/call.ts";
import { AiosError } from "../core/errors.ts";

const CANNOT = "cannot be translated into the dialect that the chosen upstream speaks";
const REMEDY = "Leave it out, or ask for a model whose upstream speaks your dialect.";

/** Something in a request that has no place in a conversation. `param` is its path. */
export function untranslatable(param: string, detail = ""): AiosError {
  const why = detail === "" ? "" : `: ${detail}`;
  return new AiosError("unsupported", `\`${param}\` ${CANNOT}${why}. ${REMEDY}`, { param });
}

/** Something in a conversation that one dialect has no words for. `param` is a turn's path, or a field's name. */
export function inexpressible(dialect: DialectName, param: string, what: string): AiosError {
  return new AiosError("unsupported", `${what} ${CANNOT} (${dialect}). ${REMEDY}`, { param });
}

/** Something in a reply that has no place in a conversation, or in the caller's dialect. */
export function untranslatableReply(what: string): AiosError {
  return new AiosError(
    "unsupported",
    `The reply holds ${what}, which cannot be translated into the caller's dialect.`,
  );
}

/** A reply that is none in the dialect of its upstream. */
export function invalidReply(fault: string): AiosError {
  return new AiosError("invalid-upstream-reply", `The upstream's reply cannot be translated: ${fault}.`);
}
