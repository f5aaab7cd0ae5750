#!/usr/bin/env node
// The one file that any Node can read: an older one stops at the first TypeScript file with a stack trace.
import { existsSync } from "node:fs";

const OLDEST = 24;

if (Number.parseInt(process.versions.node, 10) < OLDEST) {
  process.stderr.write(
    `aios needs Node ${OLDEST} or newer; this is ${process.versions.node} (${process.execPath}). Install a newer one (https://nodejs.org), or put one before it in PATH.\n`,
  );
  process.exit(1);
}
// A checkout runs from source, whatever was built there before; the package has no source, since Node strips no types in it.
const isCheckout = existsSync(new URL("main.ts", import.meta.url));
await import(isCheckout ? "./main.ts" : "../../dist/aios.js");
