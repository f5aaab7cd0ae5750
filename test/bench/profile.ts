/** What is read of a `.cpuprofile`, as V8 writes it (Chrome DevTools Protocol, `Profiler.Profile`). */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: CallFrame;
    /** Ids of what it called; not there for what called nothing. */
    readonly children?: readonly number[];
  }[];
  /** Ids of the nodes on top of the stack, one a sample. */
  readonly samples: readonly number[];
  /** µs since the sample before, one a sample. */
  readonly timeDeltas: readonly number[];
}

export interface CallFrame {
  readonly functionName: string;
  /** Empty for what is not JavaScript. */
  readonly url: string;
  /** From 0. */
  readonly lineNumber: number;
}

/** Time of one function, or of whatever else frames were taken together to. */
export interface Spot {
  readonly name: string;
  /** While it was on top of the stack. */
  readonly selfMs: number;
  /** While it was anywhere on the stack: once, however often it was there. */
  readonly inclusiveMs: number;
}

export interface Folded {
  /** All time in which the process was not idle. */
  readonly busyMs: number;
  readonly idleMs: number;
  /** The one with most time of its own first. */
  readonly spots: readonly Spot[];
}

/**
 * Samples by the name of their frames. What a function awaits is not part of its inclusive time: its stack ends at the await,
 * and goes on under whoever wakes it.
 *
 * @param isLeftOut frames that count neither themselves nor with anything they called
 */
export function foldProfile(
  { nodes, samples, timeDeltas }: CpuProfile,
  nameOf: (frame: CallFrame) => string,
  isLeftOut: (frame: CallFrame) => boolean = () => false,
): Folded {
  const tree = namedTree(nodes, nameOf, isLeftOut);
  const timeUs = new Map<number, number>();
  for (const [index, id] of samples.entries()) {
    timeUs.set(id, (timeUs.get(id) ?? 0) + (timeDeltas[index] ?? 0));
  }
  const self = new Map<string, number>();
  const inclusive = new Map<string, number>();
  let [busyUs, idleUs] = [0, 0];
  for (const [id, us] of timeUs) {
    const top = tree.get(id);
    if (top === undefined) continue;
    if (top.isIdle) {
      idleUs += us;
      continue;
    }
    const stack = stackOf(tree, top);
    if (stack.some((node) => node.isLeftOut)) continue;
    busyUs += us;
    add(self, top.name, us);
    const seen = new Set(stack.filter(({ isRoot }) => !isRoot).map(({ name }) => name));
    for (const name of seen) add(inclusive, name, us);
  }
  const spots = [...inclusive].map(([name, us]) => ({
    name,
    selfMs: (self.get(name) ?? 0) / 1_000,
    inclusiveMs: us / 1_000,
  }));
  return {
    busyMs: busyUs / 1_000,
    idleMs: idleUs / 1_000,
    spots: spots.sort((left, right) => right.selfMs - left.selfMs),
  };
}

interface NamedNode {
  readonly name: string;
  readonly isIdle: boolean;
  readonly isRoot: boolean;
  readonly isLeftOut: boolean;
  readonly parent: number | undefined;
}

function namedTree(
  nodes: CpuProfile["nodes"],
  nameOf: (frame: CallFrame) => string,
  isLeftOut: (frame: CallFrame) => boolean,
): ReadonlyMap<number, NamedNode> {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  return new Map(
    nodes.map(({ id, callFrame }) => [
      id,
      {
        name: nameOf(callFrame),
        isIdle: callFrame.functionName === "(idle)",
        isRoot: callFrame.functionName === "(root)",
        isLeftOut: isLeftOut(callFrame),
        parent: parents.get(id),
      },
    ]),
  );
}

/** From the top of the stack down to the root. */
function stackOf(tree: ReadonlyMap<number, NamedNode>, top: NamedNode): readonly NamedNode[] {
  const stack: NamedNode[] = [];
  for (let node: NamedNode | undefined = top; node !== undefined; ) {
    stack.push(node);
    node = node.parent === undefined ? undefined : tree.get(node.parent);
  }
  return stack;
}

function add(times: Map<string, number>, name: string, us: number): void {
  times.set(name, (times.get(name) ?? 0) + us);
}

const LONGEST_NAME = 70;

/** A function's name and place, short enough for a line of a table. */
export function functionOf({ functionName, url, lineNumber }: CallFrame): string {
  const name = functionName === "" ? "(anonymous)" : functionName;
  const path = url.split("?")[0] ?? url;
  const file = path.split("/node_modules/").at(-1)?.split("/").slice(-3).join("/") ?? path;
  // Lines are counted from 0 there and from 1 by people.
  const place = path === "" ? name : `${name} ${file}:${lineNumber + 1}`;
  return place.length <= LONGEST_NAME ? place : `…${place.slice(1 - LONGEST_NAME)}`;
}
