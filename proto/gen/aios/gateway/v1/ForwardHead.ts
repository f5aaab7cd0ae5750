// Original file: aios/gateway/v1/gateway.proto

import type { Workload as _aios_workload_v1_Workload, Workload__Output as _aios_workload_v1_Workload__Output } from '../../../aios/workload/v1/Workload.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * All of a call but its body.
 */
export interface ForwardHead {
  /**
   * UUIDv7 of the call; the same id in the logs of both processes.
   */
  'callId'?: (string);
  /**
   * Whose wire shape the body has: "openai-chat", "anthropic-messages", "embeddings", …
   */
  'dialect'?: (string);
  /**
   * What is asked: "chat", "completion", "response", "embedding", …
   */
  'operation'?: (string);
  /**
   * Name of the Upstream resource that the sidecar's route chose.
   */
  'upstream'?: (string);
  /**
   * The model as the caller asked for it.
   */
  'model'?: (string);
  /**
   * Whether the caller wants the reply as a stream of events.
   */
  'stream'?: (boolean);
  /**
   * Lower-case names: the provider's allow-listed headers (e.g. "openai-beta") and "traceparent". Never credentials.
   */
  'headers'?: ({[key: string]: string});
  /**
   * Milliseconds left until the call's deadline, at sending. 0: no time limit.
   */
  'timeoutMs'?: (number | string | Long);
  /**
   * Who calls. What the control plane can prove about the connection overrules it.
   */
  'workload'?: (_aios_workload_v1_Workload | null);
  /**
   * Conversation, for sticky routing and cache isolation. Absent: none.
   */
  'session'?: (string);
  /**
   * End user, for accounting. Absent: unknown.
   */
  'user'?: (string);
  /**
   * The whole body, at most 1 MiB, when `complete` is true; otherwise empty.
   */
  'body'?: (Buffer | Uint8Array | string);
  /**
   * True: `body` is all there is, no chunk follows. Saves a message for the many small calls.
   */
  'complete'?: (boolean);
  /**
   * Milliseconds, at sending, after which the sidecar gives up if it has no frame. 0: only the deadline counts.
   */
  'firstFrameMs'?: (number | string | Long);
  /**
   * HTTP method of a request that is no document of its dialect: a form with a file, or a call that passes through.
   * Empty: the body is a document.
   */
  'method'?: (string);
  /**
   * With `method`: the path and query behind the upstream's URL. Empty: where the dialect says.
   */
  'path'?: (string);
  /**
   * With `method`: the body's content type, parameters included. Empty: the caller named none.
   */
  'contentType'?: (string);
  /**
   * True: the sidecar knows replies whose head carries the whole body. Others are not sent any.
   */
  'takesWhole'?: (boolean);
  '_session'?: "session";
  '_user'?: "user";
}

/**
 * All of a call but its body.
 */
export interface ForwardHead__Output {
  /**
   * UUIDv7 of the call; the same id in the logs of both processes.
   */
  'callId': (string);
  /**
   * Whose wire shape the body has: "openai-chat", "anthropic-messages", "embeddings", …
   */
  'dialect': (string);
  /**
   * What is asked: "chat", "completion", "response", "embedding", …
   */
  'operation': (string);
  /**
   * Name of the Upstream resource that the sidecar's route chose.
   */
  'upstream': (string);
  /**
   * The model as the caller asked for it.
   */
  'model': (string);
  /**
   * Whether the caller wants the reply as a stream of events.
   */
  'stream': (boolean);
  /**
   * Lower-case names: the provider's allow-listed headers (e.g. "openai-beta") and "traceparent". Never credentials.
   */
  'headers': ({[key: string]: string});
  /**
   * Milliseconds left until the call's deadline, at sending. 0: no time limit.
   */
  'timeoutMs': (number);
  /**
   * Who calls. What the control plane can prove about the connection overrules it.
   */
  'workload': (_aios_workload_v1_Workload__Output | null);
  /**
   * Conversation, for sticky routing and cache isolation. Absent: none.
   */
  'session'?: (string);
  /**
   * End user, for accounting. Absent: unknown.
   */
  'user'?: (string);
  /**
   * The whole body, at most 1 MiB, when `complete` is true; otherwise empty.
   */
  'body': (Buffer);
  /**
   * True: `body` is all there is, no chunk follows. Saves a message for the many small calls.
   */
  'complete': (boolean);
  /**
   * Milliseconds, at sending, after which the sidecar gives up if it has no frame. 0: only the deadline counts.
   */
  'firstFrameMs': (number);
  /**
   * HTTP method of a request that is no document of its dialect: a form with a file, or a call that passes through.
   * Empty: the body is a document.
   */
  'method': (string);
  /**
   * With `method`: the path and query behind the upstream's URL. Empty: where the dialect says.
   */
  'path': (string);
  /**
   * With `method`: the body's content type, parameters included. Empty: the caller named none.
   */
  'contentType': (string);
  /**
   * True: the sidecar knows replies whose head carries the whole body. Others are not sent any.
   */
  'takesWhole': (boolean);
  '_session'?: "session";
  '_user'?: "user";
}
