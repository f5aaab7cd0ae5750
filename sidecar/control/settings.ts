import type { ControlPlaneSpec, SidecarSpec } from "../../config/schema/settings.ts";
import { FaultyConfigError } from "./faulty-config.ts";
import { loadConfig } from "./file-source.ts";

export interface Settings {
  readonly sidecar: SidecarSpec | undefined;
  readonly controlPlane: ControlPlaneSpec | undefined;
}

/** The daemon's own settings, where the configuration has any. @throws FaultyConfigError with every fault. */
export async function readSettings(paths: readonly string[]): Promise<Settings> {
  if (paths.length === 0) return { sidecar: undefined, controlPlane: undefined };
  const { sidecar, controlPlane, faults } = await loadConfig(paths);
  if (faults.length > 0) throw new FaultyConfigError(faults);
  return { sidecar, controlPlane };
}
