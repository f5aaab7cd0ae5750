import { AiosError } from "../core/errors.ts";

/** For dialects without streams. `what` in the plural. */
export function noStreams(what: string): () => never {
  return () => {
    throw new AiosError("unsupported", `${what} are not streamed.`);
  };
}
