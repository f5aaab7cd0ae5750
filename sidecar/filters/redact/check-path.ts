import type { OpaqueRequest } from "../../core/call.ts";
import { AiosError } from "../../core/errors.ts";
import type { CompiledRedaction } from "./compile.ts";

/**
 * What stands beside the body of a call that passes through: its path, query and content type. A path says which thing
 * is meant, and a placeholder in it would mean another: one that holds what a policy would replace does not leave.
 * @throws AiosError `unsupported`
 */
export function checkPath(request: OpaqueRequest | undefined, redaction: CompiledRedaction): void {
  if (request?.transport !== "http") return;
  if (request.path !== undefined) refuse("path or its query", decoded(request.path), redaction);
  if (request.contentType !== undefined) refuse("content type", request.contentType, redaction);
}

function refuse(place: string, text: string, { detector, rules }: CompiledRedaction): void {
  const found = detector.detect(text).find(({ entity }) => rules.get(entity)?.action !== "report");
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
