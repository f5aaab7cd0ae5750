// What `import … from "aios"` is: in a checkout the source, whatever was built there before; in the package, which has no
// source since Node strips no types in it, what was built from it. By `require`, so that `require("aios")` works as well:
// a top-level await would forbid that.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";

const isCheckout = existsSync(new URL("runtime.ts", import.meta.url));
const load = createRequire(import.meta.url);

export const { createRuntime, AiosError, FaultyConfigError } = load(
  isCheckout ? "./runtime.ts" : "../dist/runtime.js",
);
