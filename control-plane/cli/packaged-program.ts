/** What `dist/program.cjs` exports to `packaged.ts`. */
export { endOnSignalWhileLoading } from "../../sidecar/platform/early-signals.ts";
export { runAios } from "./program.ts";
