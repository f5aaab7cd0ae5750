import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ARTIFACTS = ["source", "bundle"] as const;
export type Artifact = (typeof ARTIFACTS)[number];

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** What is run; the program is told as it is and not by `aios.mjs`, which takes the source wherever there is one. */
export const PROGRAMS: Readonly<Record<Artifact, string>> = {
  source: pathOf("../../control-plane/cli/main.ts"),
  bundle: pathOf("../../dist/aios.js"),
};

/** False as long as `npm run build` has not been run. */
export const isThere = (artifact: Artifact): boolean => existsSync(PROGRAMS[artifact]);
