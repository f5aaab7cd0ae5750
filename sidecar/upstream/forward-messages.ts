import type { ForwardError } from "../../proto/gen/aios/gateway/v1/ForwardError.ts";
import type { ForwardReply, ForwardReply__Output } from "../../proto/gen/aios/gateway/v1/ForwardReply.ts";
import type {
  ForwardRequest,
  ForwardRequest__Output,
} from "../../proto/gen/aios/gateway/v1/ForwardRequest.ts";
import type { Headers, Workload } from "../core/call.ts";
import {
  ANSWER,
  CALL,
  END,
  FRAME,
  NUMBERED,
  REPLY,
  REQUEST,
  readAnswerHead,
  readCallHead,
  readEnd,
  readFrame,
  WORKLOAD,
} from "./forward-fields.ts";
import { FIELD_SPACE, PlainReader, ReverseWriter, textSpace, textsSpace } from "./protobuf-wire.ts";

/** protobufjs's way with the messages of `Forward`. */
export interface GenericMessages {
  readonly requestSerialize: (message: ForwardRequest) => Buffer;
  readonly requestDeserialize: (bytes: Buffer) => ForwardRequest__Output;
  readonly responseSerialize: (message: ForwardReply) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => ForwardReply__Output;
}

/** A call as it is forwarded, without its body. */
export interface CallHead {
  readonly callId: string;
  readonly dialect: string;
  readonly operation: string;
  readonly upstream: string;
  readonly model: string;
  readonly stream: boolean;
  readonly headers: Headers;
  readonly timeoutMs: number;
  readonly firstFrameMs: number;
  readonly workload: Workload;
  readonly session?: string;
  readonly takesWhole: boolean;
  readonly method?: string;
  readonly path?: string;
  readonly contentType?: string;
}

/** A reply's head; `whole` where nothing follows it. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: Headers;
  readonly framing: keyof typeof FRAMING_NUMBERS;
  readonly whole?: { readonly document: Uint8Array; readonly end: AnswerEnd };
}

export interface AnswerEnd {
  readonly upstreamMs: number;
  readonly attempts: number;
}

export interface WirePiece {
  readonly data: Uint8Array;
  readonly more: boolean;
}

/** A message of one call among others. */
export interface NumberedMessage {
  readonly call: number;
  /** That of `Forward`. */
  readonly message: Buffer | undefined;
  readonly isCancelled: boolean;
}

/**
 * The messages of `aios.gateway.v1` as bytes: those to be sent with what gRPC puts before them, those that came without.
 * What comes with every call is written and read here, since protobufjs makes an object of an object each way: 15 of 473 us
 * that a forwarded call took in both processes, and 1 us a frame of a stream. All else is left to it, and so is whatever
 * does not look as our own processes write it. `call`: its number where it is one of many on a stream.
 */
export class ForwardMessages {
  readonly #generic: GenericMessages;

  constructor(generic: GenericMessages) {
    this.#generic = generic;
  }

  /** `body`: the whole of it, or undefined when chunks follow. */
  callHead(head: CallHead, body: Uint8Array | undefined, call?: number): Buffer {
    const { callId, dialect, operation, upstream, model, headers, workload, session } = head;
    const { method = "", path = "", contentType = "" } = head;
    const writer = new ReverseWriter(
      22 * FIELD_SPACE +
        3 * (callId.length + dialect.length + operation.length + upstream.length + model.length) +
        3 * (method.length + path.length + contentType.length + (session?.length ?? 0)) +
        textsSpace(headers) +
        textSpace(workload.namespace) +
        textSpace(workload.serviceAccount) +
        textsSpace(workload.labels) +
        (body?.byteLength ?? 0),
    );
    const end = writer.start;
    writer.flag(CALL.takesWhole, head.takesWhole);
    writer.text(CALL.contentType, contentType);
    writer.text(CALL.path, path);
    writer.text(CALL.method, method);
    writer.number(CALL.firstFrameMs, head.firstFrameMs);
    writer.flag(CALL.complete, body !== undefined);
    if (body !== undefined) writer.bytes(CALL.body, body);
    if (session !== undefined) writer.presentText(CALL.session, session);
    writeWorkload(writer, workload);
    writer.number(CALL.timeoutMs, head.timeoutMs);
    writer.texts(CALL.headers, headers);
    writer.flag(CALL.stream, head.stream);
    writer.text(CALL.model, model);
    writer.text(CALL.upstream, upstream);
    writer.text(CALL.operation, operation);
    writer.text(CALL.dialect, dialect);
    writer.text(CALL.callId, callId);
    writer.close(REQUEST.head, end);
    return sent(writer, end, call);
  }

  chunk(chunk: Uint8Array): Buffer {
    const writer = new ReverseWriter(chunk.byteLength + FIELD_SPACE);
    const end = writer.start;
    writer.presentBytes(REQUEST.chunk, chunk);
    writer.closeFrame(end);
    return writer.written();
  }

  /** @throws Error when it cannot be read */
  readRequest(bytes: Buffer): ForwardRequest__Output {
    const reader = new PlainReader(bytes);
    let message: ForwardRequest__Output | undefined;
    switch (reader.tag()) {
      case REQUEST.head:
        message = { head: readCallHead(reader), message: "head" };
        break;
      case REQUEST.chunk:
        message = { chunk: reader.bytes(), message: "chunk" };
        break;
    }
    return message !== undefined && reader.isDone ? message : this.#generic.requestDeserialize(bytes);
  }

  answerHead({ status, headers, framing, whole }: AnswerHead, call?: number): Buffer {
    const writer = new ReverseWriter(
      14 * FIELD_SPACE + textsSpace(headers) + (whole?.document.byteLength ?? 0),
    );
    const end = writer.start;
    if (whole !== undefined) {
      writeEnd(writer, whole.end, ANSWER.end);
      writer.bytes(ANSWER.document, whole.document);
    }
    writer.number(ANSWER.framing, FRAMING_NUMBERS[framing]);
    writer.texts(ANSWER.headers, headers);
    writer.number(ANSWER.status, status);
    writer.close(REPLY.head, end);
    return sent(writer, end, call);
  }

  /** A message for each; all of them as one piece of bytes. */
  frames(pieces: readonly WirePiece[], call?: number): Buffer {
    let space = 0;
    for (const { data } of pieces) space += data.byteLength + 5 * FIELD_SPACE;
    const writer = new ReverseWriter(space);
    for (let at = pieces.length - 1; at >= 0; at--) {
      const { data, more } = pieces[at] ?? NO_PIECE;
      const end = writer.start;
      writer.flag(FRAME.more, more);
      writer.bytes(FRAME.data, data);
      writer.close(REPLY.frame, end);
      close(writer, end, call);
    }
    return writer.written();
  }

  answerEnd(end: AnswerEnd, call?: number): Buffer {
    const writer = new ReverseWriter(6 * FIELD_SPACE);
    const last = writer.start;
    writeEnd(writer, end, REPLY.end);
    return sent(writer, last, call);
  }

  error(error: ForwardError, call?: number): Buffer {
    const message = this.#generic.responseSerialize({ error });
    const writer = new ReverseWriter(message.byteLength + 3 * FIELD_SPACE);
    const end = writer.start;
    writer.content(message);
    return sent(writer, end, call);
  }

  /** That a call of many is given up. */
  cancelled(call: number): Buffer {
    const writer = new ReverseWriter(3 * FIELD_SPACE);
    const end = writer.start;
    writer.flag(NUMBERED.cancelled, true);
    writer.number(NUMBERED.call, call);
    writer.closeFrame(end);
    return writer.written();
  }

  /** A message of one call of many; undefined when it cannot be read. */
  readNumbered(bytes: Buffer): NumberedMessage | undefined {
    const reader = new PlainReader(bytes);
    let call = 0;
    let message: Buffer | undefined;
    let isCancelled = false;
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      if (tag === NUMBERED.call) call = reader.number();
      else if (tag === NUMBERED.message) message = reader.bytes();
      else if (tag === NUMBERED.cancelled) isCancelled = reader.flag();
      else reader.skip(tag);
    }
    return reader.isDone ? { call, message, isCancelled } : undefined;
  }

  /** @throws Error when it cannot be read */
  readReply(bytes: Buffer): ForwardReply__Output {
    const reader = new PlainReader(bytes);
    let message: ForwardReply__Output | undefined;
    switch (reader.tag()) {
      case REPLY.head:
        message = { head: readAnswerHead(reader), message: "head" };
        break;
      case REPLY.frame:
        message = { frame: readFrame(reader), message: "frame" };
        break;
      case REPLY.end:
        message = { end: readEnd(reader), message: "end" };
        break;
    }
    return message !== undefined && reader.isDone ? message : this.#generic.responseDeserialize(bytes);
  }
}

/** @param call undefined: it has a stream of its own */
function close(writer: ReverseWriter, end: number, call: number | undefined): void {
  if (call !== undefined) {
    writer.close(NUMBERED.message, end);
    writer.number(NUMBERED.call, call);
  }
  writer.closeFrame(end);
}

function sent(writer: ReverseWriter, end: number, call: number | undefined): Buffer {
  close(writer, end, call);
  return writer.written();
}

const FRAMING_NUMBERS = { FRAMING_DOCUMENT: 1, FRAMING_EVENTS: 2, FRAMING_BYTES: 3 } as const;
const NO_PIECE: WirePiece = { data: new Uint8Array(), more: false };

function writeWorkload(writer: ReverseWriter, { namespace, serviceAccount, labels }: Workload): void {
  const end = writer.start;
  writer.texts(WORKLOAD.labels, labels);
  writer.text(WORKLOAD.serviceAccount, serviceAccount);
  writer.text(WORKLOAD.namespace, namespace);
  writer.close(CALL.workload, end);
}

function writeEnd(writer: ReverseWriter, { upstreamMs, attempts }: AnswerEnd, tag: number): void {
  const end = writer.start;
  writer.number(END.attempts, attempts);
  writer.number(END.upstreamMs, upstreamMs);
  writer.close(tag, end);
}
