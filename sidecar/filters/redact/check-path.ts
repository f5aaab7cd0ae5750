import type { OpaqueRequest } from "../../core/call.ts";
import { AiosError } from "../../core/errors.ts";
import type { CompiledRedaction } from "./compile.ts";

/**
 * A path says which thing is meant: a placeholder in it would mean another. One that holds what a policy would replace
 * does not leave.
 * @throws AiosError `unsupported`
 */
export function checkPath(request: OpaqueRequest | undefined, { detector, rules }: CompiledRedaction): void {
  if (request?.transport !== "http" || request.path === undefined) return;
  const found = detector
    .detect(decoded(request.path))
    .find(({ entity }) => rules.get(entity)?.action !== "report");
  if (found === undefined) return;
  throw new AiosError(
    "unsupported",
    `The path or its query holds something that a policy in force removes (${found.entity}), and nothing can stand in its place. Send it in a JSON body.`,
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
