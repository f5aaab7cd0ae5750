import type { z } from "zod";
import type { Clock, Timer } from "../../../sidecar/platform/clock.ts";
import type { TextSink } from "../check.ts";

/** It could not be asked, or said no; the message says what a person can do. */
export class UnansweredError extends Error {
  override readonly name = "UnansweredError";
}

export interface AskOptions {
  readonly url: string;
  /** Who listens there, for the message: `the control plane`. */
  readonly whom: string;
  /** How to name another address. */
  readonly flag: string;
  readonly document?: unknown;
  readonly timeoutMs: number;
  readonly stderr: TextSink;
  readonly clock: Clock;
}

/** Silence for longer looks like a fault. */
const PROGRESS_AFTER_MS = 2_000;
const PROGRESS_EVERY_MS = 1_000;

/** Asks for JSON, or sends it, and says on standard error that it waits when that takes long. @throws UnansweredError */
export async function ask<Shape extends z.ZodType>(
  shape: Shape,
  options: AskOptions,
): Promise<z.output<Shape>> {
  const { url, whom, flag, document, timeoutMs, clock } = options;
  const abort = new AbortController();
  const timeout = clock.after(timeoutMs, () => abort.abort());
  const stopTelling = tellProgress(options);
  try {
    const response = await fetch(url, {
      signal: abort.signal,
      ...(document === undefined
        ? {}
        : {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify(document),
          }),
    });
    const body = jsonIn(await response.text());
    if (!response.ok) throw new UnansweredError(`${whom} refused (${response.status}): ${errorIn(body)}`);
    const read = shape.safeParse(body);
    if (!read.success)
      throw new UnansweredError(
        `what listens at ${url} is not ${whom} of this version; name the right one with ${flag}`,
      );
    return read.data;
  } catch (error) {
    if (error instanceof UnansweredError) throw error;
    if (abort.signal.aborted)
      throw new UnansweredError(`${whom} at ${url} has not answered within ${timeoutMs / 1_000} s`);
    throw new UnansweredError(
      `${whom} cannot be reached at ${url} (${reasonOf(error)}); start it, or say where it is with ${flag}`,
    );
  } finally {
    timeout.cancel();
    stopTelling();
  }
}

function tellProgress({ whom, stderr, clock }: AskOptions): () => void {
  const began = clock.monotonic();
  let timer: Timer;
  const tell = () => {
    stderr.write(`waiting for ${whom}: ${Math.round((clock.monotonic() - began) / 1_000)} s\n`);
    timer = clock.after(PROGRESS_EVERY_MS, tell);
  };
  timer = clock.after(PROGRESS_AFTER_MS, tell);
  return () => timer.cancel();
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `{ error: "…" }` of the API and the admin, or an SDK's `{ error: { message } }`. */
function errorIn(body: unknown): string {
  if (typeof body !== "object" || body === null || !("error" in body)) return "it does not say why";
  const { error } = body;
  if (typeof error === "string") return error;
  if (typeof error === "object" && error !== null && "message" in error) return String(error.message);
  return "it does not say why";
}

/** What fetch says is "fetch failed"; its cause knows more. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : String(cause);
}
