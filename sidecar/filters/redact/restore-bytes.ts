import type { Frame, Reply } from "../../core/call.ts";
import { isJson } from "../../dialects/media-type.ts";

/** Bytes of the largest JSON body in which values are put back; a larger one passes with its placeholders. */
const LARGEST_RESTORED = 8 * 1024 * 1024;

/**
 * The reply to a call that passes through, with values put back where it is JSON: such a body is gathered first. Any
 * other passes as it is, since nobody knows where a value may stand in it.
 */
export function restoreBytes(
  reply: Reply,
  restore: (body: AsyncIterable<Frame>) => AsyncIterable<Frame>,
): Reply {
  if (!isJson(reply.headers["content-type"] ?? "") || isCompressed(reply)) return reply;
  // Both speak of the body as it came.
  const { "content-length": _length, etag: _tag, ...headers } = reply.headers;
  return { ...reply, headers, body: gathered(reply.body, restore) };
}

function isCompressed({ headers }: Reply): boolean {
  const encoding = headers["content-encoding"];
  return encoding !== undefined && encoding !== "identity";
}

async function* gathered(
  body: AsyncIterable<Frame>,
  restore: (body: AsyncIterable<Frame>) => AsyncIterable<Frame>,
): AsyncGenerator<Frame> {
  let held: Frame[] | undefined = [];
  let bytes = 0;
  for await (const frame of body) {
    if (held === undefined) {
      yield frame;
      continue;
    }
    held.push(frame);
    bytes += frame.byteLength;
    if (bytes <= LARGEST_RESTORED) continue;
    yield* held;
    held = undefined;
  }
  if (held !== undefined && bytes > 0) yield* restore(only(Buffer.concat(held, bytes)));
}

async function* only(frame: Frame): AsyncGenerator<Frame> {
  yield frame;
}
