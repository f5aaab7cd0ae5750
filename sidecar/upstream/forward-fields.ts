/** What stands in the messages of `aios.gateway.v1`, as far as they come with every call; the numbers are those of the .proto. */
import type { ForwardHead__Output } from "../../proto/gen/aios/gateway/v1/ForwardHead.ts";
import type { Frame__Output as WireFrame__Output } from "../../proto/gen/aios/gateway/v1/Frame.ts";
import type { Framing__Output } from "../../proto/gen/aios/gateway/v1/Framing.ts";
import type { ReplyEnd__Output } from "../../proto/gen/aios/gateway/v1/ReplyEnd.ts";
import type { ReplyHead__Output } from "../../proto/gen/aios/gateway/v1/ReplyHead.ts";
import type { Workload__Output } from "../../proto/gen/aios/workload/v1/Workload.ts";
import { lengthTag, numberTag, type PlainReader } from "./protobuf-wire.ts";

export const NUMBERED = { call: numberTag(1), message: lengthTag(2), cancelled: numberTag(3) } as const;
export const REQUEST = { head: lengthTag(1), chunk: lengthTag(2) } as const;
export const CALL = {
  callId: lengthTag(1),
  dialect: lengthTag(2),
  operation: lengthTag(3),
  upstream: lengthTag(4),
  model: lengthTag(5),
  stream: numberTag(6),
  headers: lengthTag(7),
  timeoutMs: numberTag(8),
  workload: lengthTag(9),
  session: lengthTag(10),
  body: lengthTag(12),
  complete: numberTag(13),
  firstFrameMs: numberTag(14),
  method: lengthTag(15),
  path: lengthTag(16),
  contentType: lengthTag(17),
  takesWhole: numberTag(18),
} as const;
export const WORKLOAD = {
  namespace: lengthTag(1),
  serviceAccount: lengthTag(2),
  labels: lengthTag(3),
} as const;
export const REPLY = { head: lengthTag(1), frame: lengthTag(2), end: lengthTag(3) } as const;
export const ANSWER = {
  status: numberTag(1),
  headers: lengthTag(2),
  framing: numberTag(3),
  document: lengthTag(4),
  end: lengthTag(5),
} as const;
export const FRAME = { data: lengthTag(1), more: numberTag(2) } as const;
export const END = { trailers: lengthTag(1), upstreamMs: numberTag(2), attempts: numberTag(3) } as const;

const FRAMINGS: readonly (Framing__Output | undefined)[] = [
  "FRAMING_UNSPECIFIED",
  "FRAMING_DOCUMENT",
  "FRAMING_EVENTS",
  "FRAMING_BYTES",
];
const NOTHING: Buffer = Buffer.alloc(0);

export function readCallHead(reader: PlainReader): ForwardHead__Output {
  const head: ForwardHead__Output = {
    callId: "",
    dialect: "",
    operation: "",
    upstream: "",
    model: "",
    stream: false,
    headers: {},
    timeoutMs: 0,
    workload: null,
    body: NOTHING,
    complete: false,
    firstFrameMs: 0,
    method: "",
    path: "",
    contentType: "",
    takesWhole: false,
  };
  const end = reader.open();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    switch (tag) {
      case CALL.callId:
        head.callId = reader.text();
        break;
      case CALL.dialect:
        head.dialect = reader.text();
        break;
      case CALL.operation:
        head.operation = reader.text();
        break;
      case CALL.upstream:
        head.upstream = reader.text();
        break;
      case CALL.model:
        head.model = reader.text();
        break;
      case CALL.stream:
        head.stream = reader.flag();
        break;
      case CALL.headers:
        reader.entry(head.headers);
        break;
      case CALL.timeoutMs:
        head.timeoutMs = reader.number();
        break;
      case CALL.workload:
        // Two of them would have to be made one.
        if (head.workload !== null) reader.fail();
        head.workload = readWorkload(reader);
        break;
      case CALL.session:
        head.session = reader.text();
        head._session = "session";
        break;
      case CALL.body:
        head.body = reader.bytes();
        break;
      case CALL.complete:
        head.complete = reader.flag();
        break;
      case CALL.firstFrameMs:
        head.firstFrameMs = reader.number();
        break;
      case CALL.method:
        head.method = reader.text();
        break;
      case CALL.path:
        head.path = reader.text();
        break;
      case CALL.contentType:
        head.contentType = reader.text();
        break;
      case CALL.takesWhole:
        head.takesWhole = reader.flag();
        break;
      default:
        reader.fail();
    }
  }
  reader.close(end);
  return head;
}

function readWorkload(reader: PlainReader): Workload__Output {
  const workload: Workload__Output = { namespace: "", serviceAccount: "", labels: {} };
  const end = reader.open();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === WORKLOAD.namespace) workload.namespace = reader.text();
    else if (tag === WORKLOAD.serviceAccount) workload.serviceAccount = reader.text();
    else if (tag === WORKLOAD.labels) reader.entry(workload.labels);
    else reader.fail();
  }
  reader.close(end);
  return workload;
}

export function readAnswerHead(reader: PlainReader): ReplyHead__Output {
  const head: ReplyHead__Output = {
    status: 0,
    headers: {},
    framing: "FRAMING_UNSPECIFIED",
    document: NOTHING,
    end: null,
  };
  const end = reader.open();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === ANSWER.status) head.status = reader.int32();
    else if (tag === ANSWER.headers) reader.entry(head.headers);
    else if (tag === ANSWER.document) head.document = reader.bytes();
    else if (tag === ANSWER.framing) {
      const framing = FRAMINGS[reader.number()];
      if (framing === undefined) reader.fail();
      else head.framing = framing;
    } else if (tag === ANSWER.end && head.end === null) head.end = readEnd(reader);
    else reader.fail();
  }
  reader.close(end);
  return head;
}

export function readFrame(reader: PlainReader): WireFrame__Output {
  const frame: WireFrame__Output = { data: NOTHING, more: false };
  const end = reader.open();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === FRAME.data) frame.data = reader.bytes();
    else if (tag === FRAME.more) frame.more = reader.flag();
    else reader.fail();
  }
  reader.close(end);
  return frame;
}

export function readEnd(reader: PlainReader): ReplyEnd__Output {
  const told: ReplyEnd__Output = { trailers: {}, upstreamMs: 0, attempts: 0 };
  const end = reader.open();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === END.upstreamMs) told.upstreamMs = reader.number();
    else if (tag === END.attempts) told.attempts = reader.int32();
    else if (tag === END.trailers) reader.entry(told.trailers);
    else reader.fail();
  }
  reader.close(end);
  return told;
}
