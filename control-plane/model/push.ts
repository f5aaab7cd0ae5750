/**
 * What to send on one config stream, decided from what is desired and what the sidecar was seen to hold. Pure: the
 * stream's server feeds events in and carries out what comes back.
 */

export interface RejectedFault {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

interface Rejection {
  readonly version: string;
  readonly faults: readonly RejectedFault[];
}

export interface PushState {
  /** The version that this sidecar shall have. */
  readonly desired: string;
  /** The version that it runs on, as far as it told; empty when it has none. */
  readonly applied: string;
  /** The bundle that it has not answered yet. At most one. */
  readonly unanswered: { readonly nonce: string; readonly version: string } | undefined;
  /** The version it refused last. Parked: not sent again until the desired version is another one. */
  readonly rejected: Rejection | undefined;
  readonly bundlesSent: number;
}

/** How far a sidecar is: what `GET /api/v1/sidecars` says of it. */
export type SyncState = "synced" | "stale" | "rejected";

export function initialPushState(desired: string, applied: string): PushState {
  return { desired, applied, unanswered: undefined, rejected: undefined, bundlesSent: 0 };
}

/** The configuration changed. What was not sent yet is merged into it simply by never being sent. */
export function desire(state: PushState, version: string): PushState {
  return { ...state, desired: version };
}

/** What to send now: the nonce for the desired bundle, or nothing. */
export function nextPush(
  state: PushState,
): { readonly nonce: string; readonly state: PushState } | undefined {
  if (state.unanswered !== undefined) return undefined;
  if (state.desired === state.applied) return undefined;
  if (state.rejected?.version === state.desired) return undefined;
  const nonce = String(state.bundlesSent + 1);
  const unanswered = { nonce, version: state.desired };
  return { nonce, state: { ...state, unanswered, bundlesSent: state.bundlesSent + 1 } };
}

/**
 * The sidecar applied a bundle. What it refused before stays parked: the same content would be refused again. An answer
 * to anything but the unanswered bundle says nothing and is ignored.
 */
export function acknowledge(state: PushState, nonce: string): PushState {
  if (state.unanswered?.nonce !== nonce) return state;
  return { ...state, applied: state.unanswered.version, unanswered: undefined };
}

export function reject(state: PushState, nonce: string, faults: readonly RejectedFault[]): PushState {
  if (state.unanswered?.nonce !== nonce) return state;
  return { ...state, unanswered: undefined, rejected: { version: state.unanswered.version, faults } };
}

export function syncState(state: PushState): SyncState {
  if (state.applied === state.desired) return "synced";
  return state.rejected?.version === state.desired ? "rejected" : "stale";
}
