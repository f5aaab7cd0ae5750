#!/usr/bin/env node
// The one file that any Node can read: an older one stops at the first TypeScript file with a stack trace.
const OLDEST = 24;

if (Number.parseInt(process.versions.node, 10) < OLDEST) {
  process.stderr.write(
    `aios needs Node ${OLDEST} or newer; this is ${process.versions.node} (${process.execPath}). Install a newer one (https://nodejs.org), or put one before it in PATH.\n`,
  );
  process.exit(1);
}
await import("./main.ts");
