import type { Call } from "../../core/call.ts";
import { AiosError } from "../../core/errors.ts";
import type { NameFinding } from "../../detection/names/find-names.ts";
import type { NameDetector } from "../../detection/names/name-detector.ts";
import type { DirectionRules } from "./rules.ts";

/**
 * What stands beside the body of a call that passes through: its path, query and content type. A path says which thing
 * is meant, and a placeholder in it would mean another: one that holds what a policy would replace does not leave.
 * @throws AiosError `unsupported`; `overloaded` when names could not be looked for
 */
export async function checkPath(
  { opaque: request, signal }: Pick<Call, "opaque" | "signal">,
  rules: DirectionRules,
  names: NameDetector,
): Promise<void> {
  if (request?.transport !== "http") return;
  const places: { readonly name: string; readonly text: string }[] = [];
  if (request.path !== undefined) places.push({ name: "path or its query", text: decoded(request.path) });
  if (request.contentType !== undefined) places.push({ name: "content type", text: request.contentType });
  const sought = rules.detector.names;
  const named =
    sought.length === 0
      ? []
      : await names.detect(
          places.map(({ text }) => ({ text })),
          sought,
          signal,
        );
  for (const [index, { name, text }] of places.entries()) refuse(name, text, rules, named[index]);
}

function refuse(
  place: string,
  text: string,
  rules: DirectionRules,
  named: readonly NameFinding[] | undefined,
): void {
  const found = rules.detector
    .detect(text, undefined, named)
    .find((match) => !["report", "allow"].includes(rules.ruleFor(match).action));
  if (found === undefined) return;
  throw new AiosError(
    "unsupported",
    `The ${place} holds something that a policy in force removes (${found.entity}), and nothing can stand in its place. Send it in a JSON body.`,
  );
}

/** Query parts in the form of `application/x-www-form-urlencoded`. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll("+", " "));
  } catch {
    return path;
  }
}
