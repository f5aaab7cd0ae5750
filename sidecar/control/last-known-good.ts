import { join } from "node:path";
import { z } from "zod";
import type { WireResource } from "../../config/schema/snapshot.ts";
import type { Clock } from "../platform/clock.ts";
import type { Telemetry } from "../platform/telemetry.ts";
import { describeFault, type OpenedBundle, openBundle } from "./bundle.ts";
import { CheckedFile, reasonOf, type StateFiles } from "./checked-file.ts";

const bodyShape = z.strictObject({
  version: z.string(),
  resources: z.array(
    z.strictObject({ kind: z.string(), name: z.string(), version: z.string(), json: z.string() }),
  ),
});

const SAVE_TIMEOUT_MS = 2_000;

/**
 * The last configuration that was applied, on disk, so that a restart needs no control plane. It holds references to
 * secrets and never a secret.
 */
export class LastKnownGood {
  readonly #clock: Clock;
  readonly #path: string;
  readonly #file: CheckedFile<typeof bodyShape>;
  readonly #telemetry: Telemetry;
  #saving: Promise<void> = Promise.resolve();
  #lastSave: Promise<void> | undefined;

  constructor(folder: string, files: StateFiles, clock: Clock, telemetry: Telemetry) {
    this.#clock = clock;
    this.#path = join(folder, "last-known-good.json");
    this.#file = new CheckedFile(this.#path, bodyShape, files);
    this.#telemetry = telemetry;
  }

  /** What a restart may begin with; undefined when there is nothing, or nothing that can be trusted. */
  async load(): Promise<(OpenedBundle & { readonly ok: true }) | undefined> {
    const loaded = await this.#file.load();
    switch (loaded.type) {
      case "absent":
        return undefined;
      case "unreadable":
        this.#telemetry.lastKnownGoodRefused(loaded.reason, undefined);
        return undefined;
      case "damaged":
        return this.setAside(loaded.reason);
      case "loaded": {
        const opened = openBundle(loaded.body);
        if (!opened.ok) return this.setAside(opened.faults.map(describeFault).join("; "));
        return opened;
      }
    }
  }

  /** Saves in the background. When saves come faster than the disk, only the newest is written. */
  save(version: string, resources: readonly WireResource[]): void {
    const save = this.#file.save({ version, resources: [...resources] });
    if (save === this.#lastSave) return;
    this.#lastSave = save;
    this.#saving = save.catch((error: unknown) => this.#telemetry.lastKnownGoodNotSaved(reasonOf(error)));
  }

  /** Resolves when everything that was to be saved is on disk, or could not be put there; nobody waits for a disk that hangs. */
  saved(): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#clock.after(SAVE_TIMEOUT_MS, () => {
        this.#telemetry.lastKnownGoodNotSaved(`the disk has not answered for ${SAVE_TIMEOUT_MS} ms`);
        resolve();
      });
      void this.#saving.then(() => {
        timer.cancel();
        resolve();
      });
    });
  }

  /** What is on disk is of no use: it is moved out of the way and told. */
  async setAside(reason: string): Promise<undefined> {
    try {
      this.#telemetry.lastKnownGoodRefused(reason, await this.#file.setAside());
    } catch (error) {
      this.#telemetry.lastKnownGoodRefused(
        `${reason}; it could not be moved away: ${reasonOf(error)}`,
        undefined,
      );
    }
    return undefined;
  }
}
