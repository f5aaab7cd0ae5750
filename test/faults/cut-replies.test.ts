/**
 * The reply of the provider, cut at every byte from the first of its head to the last of its body: what the caller is
 * given is never taken for whole unless it is.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../support/until.ts";
import { startRawProvider, wholeDocument, wholeStream } from "./raw-provider.ts";
import {
  eventsIn,
  failuresCounted,
  isIdle,
  modelFor,
  type Seen,
  seenBy,
  sidecarBefore,
} from "./sidecar-before.ts";
import { SURFACES, type Surface } from "./surfaces.ts";

const AT_ONCE = 16;

for (const surface of SURFACES) {
  for (const stream of surface.events === undefined ? [false] : [false, true]) {
    for (const manner of ["closed", "reset"] as const) {
      test(
        `${surface.name}, ${stream ? "streamed" : "unary"}: a reply ${manner} after any number of bytes is whole or told to have failed`,
        {
          timeout: 120_000,
        },
        () => cutEverywhere(surface, stream, manner),
      );
    }
  }
}

async function cutEverywhere(surface: Surface, stream: boolean, manner: "closed" | "reset"): Promise<void> {
  const events = surface.events ?? [];
  const whole = stream ? wholeStream(events) : wholeDocument(surface.document);
  const provider = await startRawProvider((socket, { body }) => {
    const length = Number(/-(\d+)"/.exec(body)?.[1]);
    const cut = () => (manner === "closed" ? socket.end() : socket.resetAndDestroy());
    // A reset throws away what the other side has not read yet: it comes once that has had time to be read.
    if (length === 0) cut();
    else socket.write(whole.subarray(0, length), () => (manner === "closed" ? cut() : setImmediate(cut)));
  });
  const stack = await sidecarBefore({ url: provider.url, via: "direct" });
  try {
    let failed = 0;
    const judge = async (length: number) => {
      const seen = await seenBy(stack, surface, modelFor(surface, length), stream);
      const problem = stream
        ? problemOfStream(surface, events, seen)
        : problemOfDocument(surface, seen, length >= whole.length);
      if (problem !== undefined)
        assert.fail(`cut after ${length} of ${whole.length} bytes: ${problem}\n${seen.text}`);
      if (seen.status !== 200 || (stream && !isWholeStream(events, seen))) failed++;
    };
    for (let from = 0; from <= whole.length; from += AT_ONCE) {
      const lengths = Array.from(
        { length: Math.min(AT_ONCE, whole.length + 1 - from) },
        (_, index) => from + index,
      );
      await Promise.all(lengths.map(judge));
    }
    assert.ok(failed > whole.length / 2, `${failed} of ${whole.length} were told to have failed`);
    assert.equal(
      await failuresCounted(stack, surface.dialect),
      failed,
      "each one counts against the upstream, once",
    );
    await until(() => isIdle(stack), "nothing is left of any call");
    await until(() => provider.open === 0, "no connection is left");
  } finally {
    await stack.close();
    provider.close();
  }
}

function problemOfDocument(surface: Surface, { status, text }: Seen, isWhole: boolean): string | undefined {
  if (status === 200) return text === surface.document ? undefined : "a part was given for the whole";
  if (isWhole) return `a whole reply was told to have failed, with status ${status}`;
  return problemOfRefusal(surface, status, text);
}

function problemOfStream(surface: Surface, events: readonly string[], seen: Seen): string | undefined {
  if (seen.status !== 200) return problemOfRefusal(surface, seen.status, seen.text);
  if (isWholeStream(events, seen)) return undefined;
  const given = eventsIn(seen.text);
  const last = given.at(-1) ?? "";
  if (!surface.isErrorEvent(last)) return "the stream ended without a word";
  const told = given.slice(0, -1);
  return told.every((event, index) => event === events[index]) ? undefined : "an event was given in part";
}

function isWholeStream(events: readonly string[], { text }: Seen): boolean {
  const given = eventsIn(text);
  return (
    given.length === events.length && given.every((event, index) => event.trim() === events[index]?.trim())
  );
}

function problemOfRefusal(surface: Surface, status: number, text: string): string | undefined {
  if (status !== 502) return `status ${status}`;
  return surface.isErrorBody(JSON.parse(text)) ? undefined : "the error is not in the caller's dialect";
}
