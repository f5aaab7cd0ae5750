#!/usr/bin/env node
/** What `dist/aios.js` is: the package's program is one script beside it, with its compiled code kept from start to start. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cachedDataVersionTag } from "node:v8";
import { endOnSignalWhileLoading, handOverSignals } from "../../sidecar/platform/early-signals.ts";
import { growHeapSlowly } from "../../sidecar/platform/heap-growth.ts";
import { keepCompiledCode, scriptFolder } from "./compile-cache.ts";
import { runKept } from "./kept-script.ts";
import type * as Program from "./packaged-program.ts";

/** Each runs other functions. A closed list: what is typed names no file. */
const COMMANDS = ["dev", "sidecar", "control-plane", "check", "redact", "cache"];

endOnSignalWhileLoading();
// For what is loaded beside the script: threads.
keepCompiledCode();
const command = COMMANDS.find((each) => each === process.argv[2]) ?? "help";
// V8's settings first: its code is good for the same ones alone.
if (command === "sidecar") growHeapSlowly();
const folder = scriptFolder();
const script = runKept(
  fileURLToPath(new URL("program.cjs", import.meta.url)),
  folder && join(folder, `aios-${command}-${cachedDataVersionTag().toString(16)}.code`),
);
const program = script.exports as typeof Program;
// The script has modules of its own, this one included.
program.endOnSignalWhileLoading();
handOverSignals();
process.once("exit", () => script.keep());
await program.runAios(() => script.keep());
