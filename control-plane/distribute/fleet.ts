import type { Workload } from "../../sidecar/core/call.ts";
import { type PushState, type RejectedFault, type SyncState, syncState } from "../model/push.ts";

/** One connected sidecar, as `GET /api/v1/sidecars` tells it. */
export interface SidecarStatus {
  readonly node: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly softwareVersion: string;
  readonly state: SyncState;
  /** Since when it is in this state; RFC 3339. */
  readonly since: string;
  readonly appliedVersion: string;
  readonly desiredVersion: string;
  /** Why it refused the desired version. */
  readonly reasons: readonly RejectedFault[];
  readonly connectedSince: string;
}

interface Member {
  readonly node: string;
  readonly workload: Workload;
  readonly softwareVersion: string;
  readonly connectedAt: number;
  push: PushState;
  state: SyncState;
  stateSince: number;
}

/** A connected sidecar's place in the fleet. */
export interface Membership {
  update(push: PushState, now: number): void;
  leave(): void;
}

/** Who is connected, and how far each one is. */
export class Fleet {
  readonly #members = new Set<Member>();

  join(
    hello: { readonly node: string; readonly workload: Workload; readonly softwareVersion: string },
    push: PushState,
    now: number,
  ): Membership {
    const member: Member = { ...hello, connectedAt: now, push, state: syncState(push), stateSince: now };
    this.#members.add(member);
    return {
      update: (next, at) => {
        const state = syncState(next);
        const changed = state !== member.state || next.desired !== member.push.desired;
        member.push = next;
        member.state = state;
        if (changed) member.stateSince = at;
      },
      leave: () => {
        this.#members.delete(member);
      },
    };
  }

  get size(): number {
    return this.#members.size;
  }

  list(): readonly SidecarStatus[] {
    return [...this.#members]
      .map((member) => ({
        node: member.node,
        namespace: member.workload.namespace,
        serviceAccount: member.workload.serviceAccount,
        softwareVersion: member.softwareVersion,
        state: member.state,
        since: new Date(member.stateSince).toISOString(),
        appliedVersion: member.push.applied,
        desiredVersion: member.push.desired,
        reasons: member.state === "rejected" ? (member.push.rejected?.faults ?? []) : [],
        connectedSince: new Date(member.connectedAt).toISOString(),
      }))
      .sort((left, right) => (left.node < right.node ? -1 : left.node > right.node ? 1 : 0));
  }
}
