import { z } from "zod";
import { sha256 } from "../../config/schema/canonical.ts";

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

export type Loaded<Body> =
  | { readonly type: "absent" }
  | { readonly type: "loaded"; readonly body: Body }
  /** It is there, and is not what was written. */
  | { readonly type: "damaged"; readonly reason: string }
  | { readonly type: "unreadable"; readonly reason: string };

/** One JSON document on disk with its hash, written whole or not at all. */
export class CheckedFile<Shape extends z.ZodType> {
  readonly #path: string;
  readonly #shape: Shape;
  readonly #files: StateFiles;
  #writing: Promise<unknown> = Promise.resolve();
  #next: { body: z.output<Shape>; readonly written: Promise<void> } | undefined;

  constructor(path: string, shape: Shape, files: StateFiles) {
    this.#path = path;
    this.#shape = shape;
    this.#files = files;
  }

  async load(): Promise<Loaded<z.output<Shape>>> {
    let text: string | undefined;
    try {
      text = await this.#files.read(this.#path);
    } catch (error) {
      return { type: "unreadable", reason: reasonOf(error) };
    }
    if (text === undefined) return { type: "absent" };
    const file = parseWith(fileShape, text);
    if (file === undefined) return { type: "damaged", reason: "it is not a file of this format" };
    if (sha256(file.body) !== file.sha256)
      return { type: "damaged", reason: "its content does not match its hash" };
    const body = parseWith(this.#shape, file.body);
    return body === undefined
      ? { type: "damaged", reason: "it is not a file of this format" }
      : { type: "loaded", body };
  }

  /**
   * Resolves when this, or what was to be saved after it, is on disk; rejects when it could not be put there. When saves
   * come faster than the disk, only the newest is written.
   */
  save(body: z.output<Shape>): Promise<void> {
    if (this.#next !== undefined) {
      this.#next.body = body;
      return this.#next.written;
    }
    const written = this.#writing.then(() => this.#writeNext());
    this.#next = { body, written };
    this.#writing = written.catch(() => {});
    return written;
  }

  async #writeNext(): Promise<void> {
    const next = this.#next;
    this.#next = undefined;
    const body = JSON.stringify(next?.body);
    await this.#files.writeAtomically(this.#path, JSON.stringify({ format: 1, sha256: sha256(body), body }));
  }

  /** Moves a file that is of no use out of the way; where to. */
  async setAside(): Promise<string> {
    // One name, not one per time: what is set aside must not fill the disk.
    const movedTo = `${this.#path}.refused`;
    await this.#files.rename(this.#path, movedTo);
    return movedTo;
  }
}

function parseWith<Shape extends z.ZodType>(shape: Shape, text: string): z.output<Shape> | undefined {
  try {
    const result = shape.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown error";
}
