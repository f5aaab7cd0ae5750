import type { ControlPlaneSpec, SidecarSpec } from "../../config/schema/settings.ts";
import { FaultyConfigError } from "./faulty-config.ts";
import { EarlierLoad, loadConfig } from "./file-source.ts";

export interface Settings {
  readonly sidecar: SidecarSpec | undefined;
  readonly controlPlane: ControlPlaneSpec | undefined;
  /** For the source of configuration, if that is the same files. */
  readonly earlier: EarlierLoad | undefined;
}

/** The daemon's own settings, where the configuration has any. @throws FaultyConfigError with every fault. */
export async function readSettings(paths: readonly string[]): Promise<Settings> {
  if (paths.length === 0) return { sidecar: undefined, controlPlane: undefined, earlier: undefined };
  const loaded = await loadConfig(paths);
  const { sidecar, controlPlane, faults } = loaded;
  if (faults.length > 0) throw new FaultyConfigError(faults);
  return { sidecar, controlPlane, earlier: new EarlierLoad(loaded) };
}
