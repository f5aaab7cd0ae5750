import type { Call, DialectName, End, Headers, OpaqueRequest, Protocol, Reply, Workload } from "./call.ts";
import type { AiosError } from "./errors.ts";
import type { RequestMessage } from "./payload.ts";

/** What an edge knows about a call when it has read the request. */
export interface Arrival {
  /** The call's id where it has one already: one that a sidecar forwards. A new one is made when absent. */
  readonly id?: string | undefined;
  readonly protocol: Protocol;
  readonly dialect: DialectName;
  /** Lower-case names. */
  readonly headers: Headers;
  /** The caller's bytes, or a message that is no JSON. */
  readonly body: Uint8Array | RequestMessage;
  /** Set for a body that is no document of its dialect, with the little that the edge has read in it. */
  readonly opaque?: OpaqueArrival | undefined;
  /** ms that the caller grants, besides `x-aios-timeout`; undefined when it set no bound. */
  readonly timeoutMs?: number | undefined;
  /** ms after which the caller gives up if nothing has come yet; undefined when it waits for the whole of the time. */
  readonly firstFrameMs?: number | undefined;
  readonly workload: Workload;
  /** Set where the caller has already chosen: the gateway serving a forwarded call. */
  readonly upstream?: string | undefined;
}

export interface OpaqueArrival {
  readonly request: OpaqueRequest;
  /** Empty when it names none. */
  readonly model: string;
  readonly stream: boolean;
  /** The same bytes with another model named in them; undefined where that cannot be done. */
  readonly withModel?: ((model: string) => Uint8Array) | undefined;
}

/** A call on its way through the engine. The edge that began it owes it exactly one `end`, whatever happens. */
export interface RunningCall {
  readonly call: Call;
  /** Rejects only with AiosError. */
  readonly reply: Promise<Reply>;
  /** Aborts the call: client gone, or a drain that took too long. */
  cancel(reason: AiosError): void;
  /** After the last byte, or when there will be none. The first one counts. */
  end(end: End): void;
}

export interface ListedModel {
  readonly id: string;
  /** The upstream that serves it. */
  readonly ownedBy: string;
}

/** The engine as an edge sees it. */
export interface Engine {
  /** Never throws: whatever is wrong with the arrival is told by `reply`. */
  begin(arrival: Arrival): RunningCall;
  models(workload: Workload): readonly ListedModel[];
  /**
   * Whether some route takes HTTP calls of this path, query included, as they are. True also while there is no
   * configuration that could tell: `begin` says so.
   */
  passesThrough(path: string, workload: Workload): boolean;
  /** The configuration in force; undefined until the first one was applied. */
  readonly configVersion: string | undefined;
  readonly callsInFlight: number;
}
