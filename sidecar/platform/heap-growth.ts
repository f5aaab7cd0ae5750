import { PerformanceObserver } from "node:perf_hooks";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

const MIB = 1024 * 1024;

/**
 * Both halves of V8's young generation together. Left alone they grow to 64 MiB on a large machine, where a call costs no less
 * CPU than with 16 (1 KiB calls and streams at full speed, medians of 3 turns); as small as they begin it costs a quarter more.
 */
const YOUNG_BYTES = 16 * MIB;

/**
 * By how much the old generation may grow before it is collected, in percent of what the last collection left. V8's own choice
 * is up to 300 when there is memory: 60 to 100 MiB of garbage in a process that keeps 30. At 50 a call costs a fifth more CPU.
 */
const OLD_GROWTH_PERCENT = 100;

/**
 * ms for which a process does little before V8 gives back all the memory that it can. V8's own choice is 8 s, which is between
 * any two bursts of calls.
 */
const IDLE_MS = 10 * 60_000;

/**
 * A process that stands beside every application takes little memory rather than what the machine has. For the process that is
 * ours alone, before it loads anything: these are settings of V8 for the whole process. The young generation stays as small as
 * it begins until `growYoungGeneration`: what loading leaves behind is not worth room that is never given back, 16 MiB of it.
 * What an operator has set for V8 stays as it is.
 */
export function growHeapSlowly(): void {
  if (!isSet(OLD_GROWTH_FLAG)) setFlagsFromString(`--heap-growing-percent=${OLD_GROWTH_PERCENT}`);
  if (!isSet(YOUNG_FLAG)) holdYoungGeneration();
}

/**
 * From now on there are calls. V8 also makes it small again, when there are few: as long as the process runs it may grow up to
 * the bound anew, or a busy morning would be spent at a tenth of it. It is looked at after a collection, in a turn of its own:
 * within one long turn it may pass the bound.
 */
export function growYoungGeneration(): void {
  if (isSet(YOUNG_FLAG)) return;
  let mayGrow = true;
  // V8 reads its bound when it starts, and this factor before each step.
  const allow = (growth: boolean) => {
    if (growth === mayGrow) return;
    mayGrow = growth;
    setFlagsFromString(`--semi-space-growth-factor=${growth ? 2 : 1}`);
  };
  setFlagsFromString("--semi-space-growth-factor=2");
  // It doubles: from three quarters on, the next step would lead beyond.
  const observer = new PerformanceObserver(() => allow(youngBytes() < YOUNG_BYTES * 0.75));
  observer.observe({ entryTypes: ["gc"] });
}

/**
 * From now on V8 makes nothing in the old generation at once. It does so for the places in the code whose objects have outlived
 * earlier collections ("pretenuring"): nearly all that a call makes, when calls begin while the young generation is still small.
 * What then stands in the old one is kept until the next full collection, dead or not, with all that it points to. Four of ten
 * sidecars under load kept 5 KiB of every gRPC call like that, and spent 20 µs of it on collecting instead of 6.
 */
export function stopPretenuring(): void {
  if (!isSet(PRETENURING_FLAG)) setFlagsFromString("--no-allocation-site-pretenuring");
}

/**
 * From now on V8 keeps its optimised code between bursts of calls. The collection that it makes of an idle process ("memory
 * reducer") forgets the layout of every object of which there is none at that moment: all that a call is made of, when none is in
 * flight. The code that was optimised for them goes with it, some 250 functions, and the next burst takes three times the CPU for
 * its first second. Other collections keep what a call is made of.
 */
export function keepCodeBetweenBursts(): void {
  if (!isSet(IDLE_FLAG)) setFlagsFromString(`--memory-reducer-delay-ms=${IDLE_MS}`);
}

function holdYoungGeneration(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space")?.space_size ?? 0;
}

const YOUNG_FLAG = /(?:^|\s)--(?:(?:max|min)[-_]semi[-_]space[-_]size|semi[-_]space[-_]growth[-_]factor)=/;
const PRETENURING_FLAG = /(?:^|\s)--(?:no-?)?allocation[-_]site[-_]pretenuring\b/;
const IDLE_FLAG =
  /(?:^|\s)--(?:(?:no-?)?memory[-_]reducer\b(?![-_])|memory[-_]reducer[-_](?:delay[-_]ms|gc[-_]count)=)/;
const OLD_GROWTH_FLAG = /(?:^|\s)--heap[-_]growing[-_]percent=/;

function isSet(flag: RegExp): boolean {
  return flag.test([process.env["NODE_OPTIONS"] ?? "", ...process.execArgv].join(" "));
}
