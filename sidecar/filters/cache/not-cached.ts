import { AiosError } from "../../core/errors.ts";

export function notCached(): AiosError {
  return new AiosError(
    "not-cached",
    "There is no cached answer to this call, and cache-control: only-if-cached asks for no other.",
  );
}
