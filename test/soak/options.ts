import { parseArgs } from "node:util";

export interface Options {
  readonly minutes: number;
  /** Callers of each kind at once. */
  readonly workers: number;
}

export const HELP = `Runs a control plane, a sidecar and a simulated provider as real processes under mixed load with faults, and
looks for what must not be: wrong answers, calls that hang, memory that grows, and sockets, timers, connections, calls
or breakers that are left over when the load has gone.

usage: npm run soak -- [flags]

  --minutes N   how long, 5 unless told; fractions are allowed. Memory is judged from 2 minutes on
  --workers N   callers of each kind of call at once, 2 unless told
  --help        this text

A line of progress comes after 2 seconds and then every 15. Ended early, by ctrl-c (SIGINT), SIGTERM or SIGHUP, it stops
the load, prints the report so far and cleans up; what is judged once the load has gone (memory, what is left over) is not.
A second signal ends at once, without a report.

exit code: 0, or 1 when something was found, or 2 for flags that are not understood; ended early 130 (SIGINT),
143 (SIGTERM) or 129 (SIGHUP), whatever was found
`;

/** @throws Error with a message for the user */
export function readOptions(flags: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      minutes: { type: "string", default: "5" },
      workers: { type: "string", default: "2" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes <= 24 * 60))
    throw new Error("--minutes must be a number above 0, at most 1440.");
  const workers = Number(values.workers);
  if (!(Number.isInteger(workers) && workers >= 1 && workers <= 64))
    throw new Error("--workers must be a whole number from 1 to 64.");
  return { minutes, workers };
}
