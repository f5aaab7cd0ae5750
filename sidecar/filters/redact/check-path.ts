import type { Call } from "../../core/call.ts";
import { AiosError } from "../../core/errors.ts";
import type { Match } from "../../detection/detect.ts";
import type { NameFinding } from "../../detection/names/find-names.ts";
import type { NameDetector } from "../../detection/names/name-detector.ts";
import { decodedPath } from "../../dialects/passthrough/decoded-path.ts";
import type { DirectionRules } from "./rules.ts";

/**
 * What stands beside the body of a call that passes through: its path, query and content type. A path says which thing
 * is meant, and a placeholder in it would mean another: one that holds what a policy would replace does not leave.
 * @returns by entity, what is found there and stays as it is
 * @throws AiosError `unsupported`; `overloaded` when names could not be looked for
 */
export async function checkPath(
  { opaque: request, signal }: Pick<Call, "opaque" | "signal">,
  rules: DirectionRules,
  names: NameDetector,
): Promise<Readonly<Record<string, number>>> {
  const left: Record<string, number> = {};
  if (request?.transport !== "http") return left;
  const places: { readonly name: string; readonly text: string }[] = [];
  if (request.path !== undefined) places.push({ name: "path or its query", text: decodedPath(request.path) });
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
  for (const [index, { name, text }] of places.entries())
    for (const { entity } of found(name, text, rules, named[index])) left[entity] = (left[entity] ?? 0) + 1;
  return left;
}

function found(
  place: string,
  text: string,
  rules: DirectionRules,
  named: readonly NameFinding[] | undefined,
): readonly Match[] {
  const matches = rules.detector.detect(text, undefined, named);
  const removed = matches.find((match) => !["report", "allow"].includes(rules.ruleFor(match).action));
  if (removed === undefined) return matches;
  throw new AiosError(
    "unsupported",
    `The ${place} holds something that a policy in force removes (${removed.entity}), and nothing can stand in its place. Send it in a JSON body.`,
  );
}
