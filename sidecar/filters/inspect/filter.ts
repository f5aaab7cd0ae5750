import type { Call, DialectName, Frame, Handler, Reply } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import { AiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import { isJson } from "../../dialects/media-type.ts";
import { rewriteChannels } from "../../dialects/rewrite-channels.ts";
import { createTurns } from "../../platform/turns.ts";
import { createChannelInspector } from "./channel-inspector.ts";
import type { Inspection } from "./compile.ts";
import { ReplyFindings } from "./findings.ts";
import { inspectDocument } from "./inspect-document.ts";
import { leakChecks } from "./leak-checks.ts";

export interface InspectOptions {
  /** Undefined when none of these policies looks at replies. */
  readonly inspectionFor: (policies: readonly string[]) => Inspection | undefined;
  readonly dialectOf: (name: DialectName) => Dialect;
}

/** Bytes of the largest JSON body of a call that passes through which is looked at. */
const LARGEST_INSPECTED = 8 * 1024 * 1024;

/**
 * Looks at what the provider says before it goes on: prohibited content, the system prompt repeated, credentials, links
 * to hosts that are not listed. A document is looked at as a whole, a stream as it comes. Of what passes through, JSON is
 * looked at; all else is opaque, and goes on as it is.
 */
export function createInspectFilter({ inspectionFor, dialectOf }: InspectOptions): Filter {
  return {
    name: "inspect",
    wrap: (next) => (call) => {
      const inspection = inspectionFor(call.policies);
      return inspection === undefined
        ? next(call)
        : inspected(call, inspection, dialectOf(call.dialect), next);
    },
  };
}

async function inspected(
  call: Call,
  inspection: Inspection,
  dialect: Dialect,
  next: Handler,
): Promise<Reply> {
  const reply = await next(call);
  const checks = [...inspection.checks, ...leakChecksOf(call, inspection)];
  const findings = new ReplyFindings(checks, call.record);
  if (checks.length === 0) return reply;
  if (reply.framing === "events") {
    const { events } = dialect;
    if (events === undefined) return reply;
    return {
      ...reply,
      body: rewriteChannels(
        reply.body,
        events,
        (kind) => createChannelInspector(findings, kind, inspection.holdBack),
        // Where something may not be said at all, it must not be said in pieces, either.
        inspection.holdBack === undefined ? "rewrite-alone" : "refuse",
      ),
    };
  }
  if (reply.framing === "messages" || !isReadable(reply)) return reply;
  const maxBytes = reply.framing === "bytes" ? LARGEST_INSPECTED : undefined;
  const frames = await gathered(reply.body, maxBytes, inspection.holdBack !== undefined);
  if (frames.rest === undefined)
    await inspectDocument(
      Buffer.concat(frames.read),
      dialect.rewriteReply,
      findings,
      createTurns(call.signal),
    );
  return { ...reply, body: again(frames) };
}

/** The request may be one that nobody here can look into; then nobody knows its system prompt, either. */
function leakChecksOf(call: Call, { leaks }: Inspection): ReturnType<typeof leakChecks> {
  return call.operation === "passthrough" ? [] : leakChecks(call.request, leaks);
}

function isReadable({ framing, headers }: Reply): boolean {
  if (framing === "document") return true;
  const encoding = headers["content-encoding"];
  return isJson(headers["content-type"] ?? "") && (encoding === undefined || encoding === "identity");
}

interface Gathered {
  readonly read: readonly Frame[];
  /** What was not read, because it is too much. */
  readonly rest: AsyncIterator<Frame> | undefined;
}

/** @throws AiosError `reply-too-large` where a rule would have to look at more than there may be */
async function gathered(
  body: AsyncIterable<Frame>,
  maxBytes: number | undefined,
  mustSee: boolean,
): Promise<Gathered> {
  const frames = body[Symbol.asyncIterator]();
  const read: Frame[] = [];
  let bytes = 0;
  for (;;) {
    const next = await frames.next();
    if (next.done === true) return { read, rest: undefined };
    read.push(next.value);
    bytes += next.value.byteLength;
    if (maxBytes === undefined || bytes <= maxBytes) continue;
    if (!mustSee) return { read, rest: frames };
    await frames.return?.();
    throw new AiosError(
      "reply-too-large",
      `A policy in force has to look at the whole reply, and it has more than ${maxBytes / 1024 / 1024} MiB.`,
    );
  }
}

async function* again({ read, rest }: Gathered): AsyncGenerator<Frame> {
  let isOpen = rest !== undefined;
  try {
    yield* read;
    while (rest !== undefined) {
      const next = await rest.next();
      if (next.done === true) {
        isOpen = false;
        return;
      }
      yield next.value;
    }
  } finally {
    if (isOpen) await rest?.return?.();
  }
}
