import type { Call } from "../../../core/call.ts";
import type { Dialect } from "../../../core/dialect.ts";
import type { AskedQuestion } from "../../../core/question.ts";
import type { SemanticOutcome } from "../../../platform/telemetry.ts";
import type { Inquire } from "../inquiry.ts";
import { keyOf, type Principal } from "../key.ts";
import { type InquireOptions, SemanticInquiry } from "./semantic-inquiry.ts";

/** Puts the questions of one route to the answers that are kept. */
export function createInquire(options: InquireOptions): Inquire {
  const { spec, isolate, routeName, telemetry } = options;
  // Where answers are one person's own, so is what they say of a person.
  const isShared = isolate !== "user" && isolate !== "session";

  function questionOf(call: Call, dialect: Dialect): AskedQuestion | SemanticOutcome {
    const question = dialect.question?.(call.request.document(), spec.window) ?? "no-question";
    if (typeof question === "string") return question;
    if (!options.mayEmbed(call)) return "embedder-denied";
    if (!isShared) return question;
    const personal = options.cache.hasPersonalData(call);
    if (personal === "too-long") return personal;
    return personal ? "personal-data" : question;
  }

  return (call, dialect, principal, key) => {
    try {
      const question = questionOf(call, dialect);
      if (typeof question === "string") {
        telemetry.semanticLookedUp(routeName, question);
        return undefined;
      }
      const partition = partitionOf(call, dialect, principal, question, options);
      return new SemanticInquiry(options, { call, dialect, key, question, partition });
    } catch (error) {
      // A call is worth more than a shorter way to its answer.
      telemetry.internalError(`semantic cache of route ${routeName}`, error);
      return undefined;
    }
  };
}

/**
 * Among whose questions this one is looked for: the exact cache's key of the same document with empty places where
 * the texts that are compared by meaning stood. Who differs in anything else is never given one of these answers.
 */
function partitionOf(
  call: Call,
  dialect: Dialect,
  principal: Principal,
  { context }: AskedQuestion,
  { routeName, routeVersion }: Pick<InquireOptions, "routeName" | "routeVersion">,
): string {
  return keyOf(call, dialect, principal, { routeName, routeVersion }, context);
}
