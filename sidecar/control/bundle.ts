import { sha256 } from "../../config/schema/canonical.ts";
import {
  buildSnapshot,
  bundleVersion,
  type ConfigSnapshot,
  type Fault,
  PUSHED_KINDS,
  type RawResource,
  type WireResource,
} from "../../config/schema/snapshot.ts";

/** A bundle as it came over the wire or from disk: nothing about it is believed yet. */
export interface UntrustedBundle {
  readonly version: string;
  readonly resources: readonly {
    readonly kind: string;
    readonly name: string;
    readonly version: string;
    readonly json: string;
  }[];
}

export type OpenedBundle =
  | { readonly ok: true; readonly snapshot: ConfigSnapshot; readonly resources: readonly WireResource[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Checks every hash, then builds the configuration with the very code that the control plane checks it with. */
export function openBundle(bundle: UntrustedBundle): OpenedBundle {
  const faults: Fault[] = [];
  const wire: WireResource[] = [];
  const raw: RawResource[] = [];
  for (const { kind: claimedKind, name, version, json } of bundle.resources) {
    const fault = (code: string, message: string) =>
      faults.push({ kind: claimedKind, name, path: [], code, message });
    const kind = PUSHED_KINDS.find((known) => known === claimedKind);
    if (kind === undefined) {
      fault("unknown-kind", `this version knows no kind "${claimedKind}"`);
      continue;
    }
    if (sha256(json) !== version) {
      fault("hash", "the content does not have the hash that it is said to have");
      continue;
    }
    try {
      raw.push({ kind, name, spec: JSON.parse(json) });
      wire.push({ kind, name, version, json });
    } catch {
      fault("json", "the content is not JSON");
    }
  }
  if (faults.length === 0 && bundleVersion(wire) !== bundle.version) {
    faults.push({
      kind: "",
      name: "",
      path: [],
      code: "hash",
      message: "the bundle does not have the version that it is said to have",
    });
  }
  if (faults.length > 0) return { ok: false, faults };
  const built = buildSnapshot(raw);
  return built.ok ? { ok: true, snapshot: built.snapshot, resources: wire } : built;
}

/** `Route/chat spec.targets[0].upstream: there is no …`, for logs and for people. */
export function describeFault(fault: Fault): string {
  const place = `${fault.kind}/${fault.name} ${faultPath(fault.path)}`.trim();
  const hint = fault.hint === undefined ? "" : `; did you mean "${fault.hint}"?`;
  return `${place}: ${fault.message}${hint}`;
}

export function faultPath(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join("");
}
