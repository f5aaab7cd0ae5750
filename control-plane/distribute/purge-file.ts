import { join } from "node:path";
import { z } from "zod";
import { CheckedFile, reasonOf, type StateFiles } from "../../sidecar/control/checked-file.ts";
import { EVERYTHING, PurgeLog, type SavedPurges } from "./purge-log.ts";

const sequence = z.int().min(0);
const bodyShape = z.strictObject({
  sequence,
  floor: sequence,
  tags: z.array(z.tuple([z.string(), sequence])),
});

export interface PurgeFileOptions {
  readonly folder: string;
  readonly files: StateFiles;
  /** Wall clock, ms. */
  readonly now: () => number;
  /** What is on disk cannot be used. `movedTo`: where it is now, if it could be moved. */
  readonly onRefused: (reason: string, movedTo: string | undefined) => void;
}

export interface OpenedPurgeLog {
  readonly log: PurgeLog;
  readonly save: (purges: SavedPurges) => Promise<void>;
}

/**
 * The purges that the last process knew. When the file is there and cannot be used, everything counts as purged by now:
 * a sidecar that was away could else go on with what was purged.
 */
export async function openPurgeLog({
  folder,
  files,
  now,
  onRefused,
}: PurgeFileOptions): Promise<OpenedPurgeLog> {
  const file = new CheckedFile(join(folder, "purges.json"), bodyShape, files);
  const save = (purges: SavedPurges) =>
    file.save({ ...purges, tags: purges.tags.map(([tag, purged]): [string, number] => [tag, purged]) });
  const loaded = await file.load();
  if (loaded.type === "loaded") return { log: new PurgeLog(loaded.body), save };
  const log = new PurgeLog();
  if (loaded.type === "absent") return { log, save };
  log.add([EVERYTHING], now());
  const [reason, movedTo] = await setAside(file, loaded.reason);
  onRefused(reason, movedTo);
  return { log, save };
}

async function setAside(
  file: CheckedFile<typeof bodyShape>,
  reason: string,
): Promise<readonly [reason: string, movedTo: string | undefined]> {
  try {
    return [reason, await file.setAside()];
  } catch (error) {
    return [`${reason}; it could not be moved away: ${reasonOf(error)}`, undefined];
  }
}
