import type { UpstreamSpec } from "../../../config/schema/upstream.ts";
import type { Call, DialectName, Frame, Handler, Reply } from "../../core/call.ts";
import type { Conversation, ReplyContext } from "../../core/conversation.ts";
import type { Dialect } from "../../core/dialect.ts";
import { AiosError, toAiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import { payloadFromDocument } from "../../core/payload.ts";
import { WholeBody } from "../../core/whole-body.ts";
import { parseObject } from "../../dialects/members.ts";
import { servedAs } from "../../dialects/served-as.ts";
import type { Clock } from "../../platform/clock.ts";
import { translateError } from "./error.ts";
import { translateEvents } from "./events.ts";
import { type Speaker, speaker } from "./speaker.ts";

export interface TranslateOptions {
  readonly upstreams: ReadonlyMap<string, UpstreamSpec>;
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
}

/**
 * Says a call in the dialect of its target where that is another one than the caller's, and its reply in the caller's.
 * Rejects with `unsupported`, and the path of what it was, when something in the request cannot be said there: nothing
 * is dropped in silence. Advice to the provider that is not passed on is named in the record, and so is what a
 * conversation that has changed its provider holds of another one's, which this one would refuse.
 */
export function createTranslateFilter({ upstreams, dialectOf, clock }: TranslateOptions): Filter {
  /** Undefined: the call goes on as it is. */
  function targetDialect({ target, dialect }: Call): Speaker | undefined {
    const spec = target && upstreams.get(target.upstream);
    const name = spec && servedAs(dialectOf(dialect), spec);
    return name === undefined || name === dialect ? undefined : speaker(dialectOf(name));
  }

  async function translated(call: Call, from: Speaker, to: Speaker, next: Handler): Promise<Reply> {
    const { conversation, sent } = say(call, from, to);
    let reply: Reply;
    try {
      reply = await next(sent);
    } catch (thrown) {
      throw translateError(toAiosError(thrown), from, to, call.id);
    }
    const context: ReplyContext = { createdAt: Math.floor(clock.now() / 1_000), request: conversation };
    const contentType = reply.framing === "events" ? "text/event-stream; charset=utf-8" : "application/json";
    const body =
      reply.framing === "events"
        ? translateEvents(reply.body, { call, from, to, context })
        : new WholeBody(await translateDocument(reply.body, from, to, context));
    return { ...reply, headers: { ...reply.headers, "content-type": contentType }, body };
  }

  /** The call as it is, but for what only another provider could read. */
  function native(call: Call): Call {
    const found = dialectOf(call.dialect).foreignParts?.(call.request.document());
    // An earlier attempt of this call may have been translated, and have left out more.
    if (found !== undefined || call.record.get("leftOut") !== undefined)
      call.record.set("leftOut", found?.leftOut ?? []);
    return found === undefined ? call : { ...call, request: call.request.with(found.without) };
  }

  return {
    name: "translate",
    wrap: (next) => (call) => {
      const to = targetDialect(call);
      const from = to && speaker(dialectOf(call.dialect));
      if (to !== undefined && from !== undefined) return translated(call, from, to, next);
      return next(native(call));
    },
  };
}

interface Said {
  readonly conversation: Conversation;
  readonly sent: Call;
}

/** @throws AiosError `unsupported` or `invalid-request` */
function say(call: Call, from: Speaker, to: Speaker): Said {
  const { conversation, leftOut } = from.conversation.readRequest(call.request.document());
  const names = new Set(leftOut);
  const document = to.conversation.writeRequest(conversation, (name) => names.add(name));
  call.record.set("leftOut", [...names]);
  return {
    conversation,
    sent: {
      ...call,
      operation: to.operation,
      dialect: to.name,
      headers: { ...to.conversation.requestHeaders, ...call.headers },
      request: payloadFromDocument(document, to.rewriteRequest),
    },
  };
}

/**
 * Read whole before the reply is handed up, as it has come whole from the upstream: one that cannot be translated is
 * then a failure like any other, for which the ladder may have a rung.
 */
async function translateDocument(
  body: AsyncIterable<Frame>,
  from: Speaker,
  to: Speaker,
  context: ReplyContext,
): Promise<Frame> {
  const frames: Frame[] = [];
  for await (const frame of body) frames.push(frame);
  const document = parseObject(Buffer.concat(frames).toString("utf8"));
  if (document === undefined) {
    throw new AiosError("invalid-upstream-reply", "The upstream's reply is no JSON object.");
  }
  const reply = to.conversation.readReply(document);
  return Buffer.from(JSON.stringify(from.conversation.writeReply(reply, context)));
}
