import { AiosError } from "../../core/errors.ts";
import { TRANSCRIPTION_PATHS } from "../openai-transcriptions/dialect.ts";
import { dialects } from "../registry.ts";

/** How the paths end where providers take calls that have a dialect here, whatever stands before. */
const ENDS: readonly string[] = [
  ...new Set([...dialects.map(({ path }) => path), ...TRANSCRIPTION_PATHS].filter((path) => path !== "")),
];

/**
 * Refuses a path where a provider may take a call that has a dialect here: passed through as it is, such a call would go
 * around the policies, the limits and the routes of its models. Asked of the whole path, the upstream's own included.
 * Read as a server may that is less exact: in any case, with codes undone, without parameters and a slash at the end.
 * @param target a path that `checkedPath` lets pass, with its query
 * @throws AiosError `invalid-request`
 */
export function refuseAiPath(target: string): void {
  const path = decoded(target.split("?", 1)[0] ?? "")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/;[^/]*/g, "")
    .replaceAll(/\/+/g, "/")
    .replace(/[/\s]+$/, "");
  const end = ENDS.find((known) => path.endsWith(known));
  if (end === undefined) return;
  const surface = end.startsWith("/v1/") ? end : `/v1${end}`;
  throw new AiosError(
    "invalid-request",
    `The path leads to where providers take calls of ${surface}, which do not pass through as they are: send it to ${surface}.`,
  );
}

/** An upstream's own path may be no UTF-8. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
