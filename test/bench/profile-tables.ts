import {
  type CallFrame,
  type CpuProfile,
  type Folded,
  foldProfile,
  functionOf,
  type Spot,
} from "./profile.ts";
import { areaOf } from "./profile-areas.ts";
import { decimals } from "./report-numbers.ts";
import type { Table } from "./table.ts";

const FUNCTIONS = 25;
/** Below it, an area is not worth its line. */
const SMALLEST_SHARE = 0.005;

export interface Profiled {
  readonly profile: CpuProfile;
  /** Calls in the time that was profiled, by which time is divided; undefined when nobody counted them. */
  readonly calls: number | undefined;
  /** See `areaOf`. */
  readonly root: string;
}

/** Where the time went: by area, by function of its own, and by function with all that it called. */
export function profileTables({ profile, calls, root }: Profiled): readonly Table[] {
  const areas = foldProfile(profile, (frame) => areaOf(frame, root), isProfiler);
  const functions = foldProfile(profile, functionOf, isProfiler);
  const inclusive = [...functions.spots].sort((left, right) => right.inclusiveMs - left.inclusiveMs);
  return [
    spotsTable(
      "area",
      areas,
      calls,
      areas.spots.filter(({ inclusiveMs }) => inclusiveMs >= areas.busyMs * SMALLEST_SHARE),
    ),
    spotsTable("function, by its own time", functions, calls, functions.spots.slice(0, FUNCTIONS)),
    spotsTable("function, with what it called", functions, calls, inclusive.slice(0, FUNCTIONS)),
  ];
}

/** Its own start, which takes a good deal of time in a program as large as this one. */
const isProfiler = ({ url }: CallFrame): boolean => url.includes("/profile-on-signal.ts");

function spotsTable(
  title: string,
  { busyMs }: Folded,
  calls: number | undefined,
  spots: readonly Spot[],
): Table {
  const share = (ms: number) => `${decimals(busyMs === 0 ? undefined : (ms / busyMs) * 100, 1)} %`;
  const perCall = (ms: number) =>
    calls === undefined || calls === 0 ? [] : [decimals((ms * 1_000) / calls, 1)];
  const perCallHead = calls === undefined || calls === 0 ? [] : ["µs/call"];
  return {
    head: [title, "self", ...perCallHead, "inclusive", ...perCallHead],
    rows: spots.map(({ name, selfMs, inclusiveMs }) => [
      name,
      share(selfMs),
      ...perCall(selfMs),
      share(inclusiveMs),
      ...perCall(inclusiveMs),
    ]),
  };
}
