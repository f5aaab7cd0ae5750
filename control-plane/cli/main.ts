#!/usr/bin/env node
import { endOnSignalWhileLoading } from "../../sidecar/platform/early-signals.ts";
import { keepCompiledCode } from "./compile-cache.ts";

endOnSignalWhileLoading();
// Before anything else is loaded.
keepCompiledCode();
const { runAios } = await import("./program.ts");
await runAios();
