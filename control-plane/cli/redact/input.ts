import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { isJsonObject, type Json } from "../../../sidecar/core/json.ts";

/** There is no text to look through; the message says why. */
export class NoTextError extends Error {
  override readonly name = "NoTextError";
}

/** Bytes of a text that is read whole; more is for -o jsonl. */
const LONGEST_TEXT = 256 * 1024 * 1024;

/** The whole input as UTF-8. @throws NoTextError */
export async function wholeText(file: string, stdin: Readable): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of readable(file, stdin)) {
    const part = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    bytes += part.byteLength;
    if (bytes > LONGEST_TEXT)
      throw new NoTextError(`${nameOf(file)} is larger than 256 MiB; use -o jsonl for lines of JSON.`);
    chunks.push(part);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new NoTextError(`${nameOf(file)} is not UTF-8.`);
  }
}

/** The lines of the input that are not empty, as they come; numbers begin with 1. */
export async function* linesOf(
  file: string,
  stdin: Readable,
): AsyncGenerator<{ readonly number: number; readonly line: string }> {
  const input = file === "-" ? stdin : createReadStream(file);
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  const failed = new Promise<never>((_, reject) => {
    input.once("error", (error) => reject(unreadable(file, error)));
  });
  failed.catch(() => {});
  const each = lines[Symbol.asyncIterator]();
  try {
    for (;;) {
      // What readline makes of an error depends on when it comes.
      const next = await Promise.race([each.next(), failed]).catch((error: unknown) => {
        throw error instanceof NoTextError ? error : unreadable(file, error);
      });
      if (next.done === true) return;
      number++;
      if (next.value.trim() !== "") yield { number, line: next.value };
    }
  } finally {
    lines.close();
  }
}

/** What a line of JSON says: its `text`, and its `id` if it has one. @throws NoTextError */
export function textIn(
  line: string,
  number: number,
): { readonly id: Json | undefined; readonly text: string } {
  let value: Json;
  try {
    value = JSON.parse(line);
  } catch {
    throw new NoTextError(`line ${number} is not JSON.`);
  }
  if (!isJsonObject(value) || typeof value.text !== "string")
    throw new NoTextError(`line ${number} is no JSON object with a string "text".`);
  return { id: value.id, text: value.text };
}

async function* readable(file: string, stdin: Readable): AsyncGenerator<string | Uint8Array> {
  try {
    for await (const chunk of file === "-" ? stdin : createReadStream(file)) yield chunk;
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): NoTextError {
  return new NoTextError(
    `${nameOf(file)} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
  );
}

function nameOf(file: string): string {
  return file === "-" ? "standard input" : file;
}
