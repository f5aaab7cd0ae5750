import type { Call, Frame } from "../../core/call.ts";
import type {
  ConversationEvent,
  ConversationEventReader,
  ConversationEventWriter,
  ReplyContext,
} from "../../core/conversation.ts";
import { AiosError, type ErrorKind, toAiosError } from "../../core/errors.ts";
import { parseObject } from "../../dialects/members.ts";
import { parseEvent } from "../../dialects/sse/event.ts";
import { mergeUsage } from "../../dialects/usage.ts";
import type { Speaker } from "./speaker.ts";

export interface StreamTranslation {
  readonly call: Call;
  /** The caller's dialect, and the upstream's. */
  readonly from: Speaker;
  readonly to: Speaker;
  readonly context: ReplyContext;
}

/** The same stream in the caller's dialect, event by event: what one frame says is handed on before the next is read. */
export function translateEvents(
  body: AsyncIterable<Frame>,
  translation: StreamTranslation,
): AsyncIterable<Frame> {
  return {
    [Symbol.asyncIterator]: () => new TranslatedFrames(body[Symbol.asyncIterator](), translation),
  };
}

const COLON = 0x3a;

/** By hand, for the reasons that `core/watch.ts` gives. */
class TranslatedFrames implements AsyncIterator<Frame, undefined> {
  readonly #source: AsyncIterator<Frame>;
  readonly #translation: StreamTranslation;
  readonly #reader: ConversationEventReader;
  readonly #writer: ConversationEventWriter;
  #frames: readonly Frame[] = [];
  #next = 0;
  /** The provider's own error, once it has been told. */
  #told: AiosError | undefined;
  #isWhole = false;
  #over = false;

  constructor(source: AsyncIterator<Frame>, translation: StreamTranslation) {
    const { from, to, context } = translation;
    this.#source = source;
    this.#translation = translation;
    this.#reader = to.conversation.eventReader();
    this.#writer = from.conversation.eventWriter(context);
  }

  async next(): Promise<IteratorResult<Frame, undefined>> {
    for (;;) {
      const frame = this.#frames[this.#next];
      if (frame !== undefined) {
        this.#next++;
        return { done: false, value: frame };
      }
      if (this.#over) return { done: true, value: undefined };
      const result = await this.#pull();
      // Closed by its reader while it waited.
      if (this.#over) return { done: true, value: undefined };
      if (result.done === true) {
        this.#over = true;
        this.#checkEnd();
        return { done: true, value: undefined };
      }
      this.#frames = await this.#translate(result.value);
      this.#next = 0;
    }
  }

  async return(): Promise<IteratorResult<Frame, undefined>> {
    this.#over = true;
    this.#frames = [];
    await this.#source.return?.();
    return { done: true, value: undefined };
  }

  async #pull(): Promise<IteratorResult<Frame>> {
    try {
      return await this.#source.next();
    } catch (thrown) {
      this.#over = true;
      throw this.#told ?? toAiosError(thrown);
    }
  }

  #checkEnd(): void {
    if (this.#told !== undefined) throw this.#told;
    if (this.#isWhole) return;
    throw new AiosError("upstream-cut", "The upstream ended its stream before the reply was whole.");
  }

  async #translate(frame: Frame): Promise<readonly Frame[]> {
    try {
      return this.#framesOf(frame);
    } catch (thrown) {
      this.#over = true;
      await this.#source.return?.();
      throw toAiosError(thrown);
    }
  }

  #framesOf(frame: Frame): readonly Frame[] {
    // A comment says the same in every dialect: that the connection is alive.
    if (frame[0] === COLON) return [frame];
    const kind = this.#translation.to.events?.errorKind(frame);
    if (kind !== undefined) return this.#tell(kind, frame);
    const written: Frame[] = [];
    for (const event of this.#reader.read(frame)) {
      for (const each of this.#writer.write(event)) written.push(each);
      if (event.type === "finish") this.#finish(event);
    }
    return written;
  }

  #finish({ usage }: ConversationEvent & { readonly type: "finish" }): void {
    this.#isWhole = true;
    const { record } = this.#translation.call;
    // The caller may not have asked for the count, and then does not get it; it is counted all the same.
    if (usage !== undefined) record.set("usage", mergeUsage(record.get("usage"), usage));
  }

  /** The provider's error as the caller's dialect has it. Its words go no further than to the caller: errors are logged. */
  #tell(kind: ErrorKind, frame: Frame): readonly Frame[] {
    const { call, from, to } = this.#translation;
    const document = parseObject(parseEvent(frame).data);
    const ours = "The upstream ended its stream with an error.";
    const event = from.events?.errorEvent(
      new AiosError(kind, (document && to.errorMessage(document)) ?? ours),
      call.id,
    );
    this.#told = new AiosError(kind, ours, { told: event !== undefined });
    return event === undefined ? [] : [event];
  }
}
