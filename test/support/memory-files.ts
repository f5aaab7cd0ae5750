import assert from "node:assert/strict";
import type { StateFiles } from "../../sidecar/control/checked-file.ts";

/** A disk in memory, which can be full or unreadable. */
export class MemoryFiles implements StateFiles {
  readonly files = new Map<string, string>();
  writes = 0;
  failWrites = false;
  failReads = false;

  async read(path: string): Promise<string | undefined> {
    if (this.failReads) throw new Error("EACCES: permission denied");
    return this.files.get(path);
  }

  async writeAtomically(path: string, text: string): Promise<void> {
    if (this.failWrites) throw new Error("ENOSPC: no space left on device");
    this.writes++;
    this.files.set(path, text);
  }

  async rename(from: string, to: string): Promise<void> {
    const text = this.files.get(from);
    assert.ok(text !== undefined);
    this.files.delete(from);
    this.files.set(to, text);
  }
}
