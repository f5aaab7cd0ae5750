import { join } from "node:path";
import { z } from "zod";
import { sha256 } from "../../config/schema/canonical.ts";
import type { WireResource } from "../../config/schema/snapshot.ts";
import type { Telemetry } from "../platform/telemetry.ts";
import { describeFault, type OpenedBundle, openBundle, type UntrustedBundle } from "./bundle.ts";

/** The file system, as far as this needs it. */
export interface StateFiles {
  /** Undefined when there is no such file. */
  read(path: string): Promise<string | undefined>;
  /** All of it or nothing: temporary file, fsync, rename. */
  writeAtomically(path: string, text: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
}

// The body is kept as text inside the file, so that its hash is over exactly the bytes that were written.
const fileShape = z.strictObject({ format: z.literal(1), sha256: z.string(), body: z.string() });
const bodyShape = z.strictObject({
  version: z.string(),
  resources: z.array(
    z.strictObject({ kind: z.string(), name: z.string(), version: z.string(), json: z.string() }),
  ),
});

/**
 * The last configuration that was applied, on disk, so that a restart needs no control plane. It holds references to
 * secrets and never a secret.
 */
export class LastKnownGood {
  readonly #path: string;
  readonly #files: StateFiles;
  readonly #telemetry: Telemetry;
  #saving: Promise<void> = Promise.resolve();
  #next: string | undefined;

  constructor(folder: string, files: StateFiles, telemetry: Telemetry) {
    this.#path = join(folder, "last-known-good.json");
    this.#files = files;
    this.#telemetry = telemetry;
  }

  /** What a restart may begin with; undefined when there is nothing, or nothing that can be trusted. */
  async load(): Promise<(OpenedBundle & { readonly ok: true }) | undefined> {
    let text: string | undefined;
    try {
      text = await this.#files.read(this.#path);
    } catch (error) {
      this.#telemetry.lastKnownGoodRefused(reasonOf(error), undefined);
      return undefined;
    }
    if (text === undefined) return undefined;
    const bundle = readFile(text);
    if (typeof bundle === "string") return this.setAside(bundle);
    const opened = openBundle(bundle);
    if (!opened.ok) return this.setAside(opened.faults.map(describeFault).join("; "));
    return opened;
  }

  /** Saves in the background. When saves come faster than the disk, only the newest is written. */
  save(version: string, resources: readonly WireResource[]): void {
    const body = JSON.stringify({ version, resources });
    const queued = this.#next !== undefined;
    this.#next = JSON.stringify({ format: 1, sha256: sha256(body), body });
    if (!queued) this.#saving = this.#saving.then(() => this.#writeNext());
  }

  /** Resolves when everything that was to be saved is on disk, or could not be put there. */
  saved(): Promise<void> {
    return this.#saving;
  }

  async #writeNext(): Promise<void> {
    const text = this.#next;
    this.#next = undefined;
    if (text === undefined) return;
    try {
      await this.#files.writeAtomically(this.#path, text);
    } catch (error) {
      this.#telemetry.lastKnownGoodNotSaved(reasonOf(error));
    }
  }

  /** What is on disk is of no use: it is moved out of the way and told. */
  async setAside(reason: string): Promise<undefined> {
    // One name, not one per time: what is set aside must not fill the disk.
    const movedTo = `${this.#path}.refused`;
    try {
      await this.#files.rename(this.#path, movedTo);
      this.#telemetry.lastKnownGoodRefused(reason, movedTo);
    } catch (error) {
      this.#telemetry.lastKnownGoodRefused(
        `${reason}; it could not be moved away: ${reasonOf(error)}`,
        undefined,
      );
    }
    return undefined;
  }
}

/** The bundle in the file, or what is wrong with the file. */
function readFile(text: string): UntrustedBundle | string {
  const file = parseWith(fileShape, text);
  if (file === undefined) return "it is not a file of this format";
  if (sha256(file.body) !== file.sha256) return "its content does not match its hash";
  return parseWith(bodyShape, file.body) ?? "it is not a file of this format";
}

function parseWith<Shape extends z.ZodType>(shape: Shape, text: string): z.output<Shape> | undefined {
  try {
    const result = shape.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown error";
}
