#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { endOnSignalWhileLoading } from "../../sidecar/platform/early-signals.ts";

endOnSignalWhileLoading();
// Before anything else is loaded: types are stripped and code is compiled once per machine, not at every start. That
// halves the time to start and saves the memory of the stripper. Where no folder can be written to, nothing is cached.
enableCompileCache();
const { runAios } = await import("./program.ts");
await runAios();
