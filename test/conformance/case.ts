import type { Clients } from "./sides.ts";

/** One way of calling a provider. */
export interface Case {
  readonly name: string;
  /** Everything that the caller sees of it. */
  readonly run: (clients: Clients) => Promise<unknown>;
}
