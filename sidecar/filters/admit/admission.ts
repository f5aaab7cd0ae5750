/** How many calls may be in flight at once; one for the whole process, whatever routes and configurations come and go. */
export interface Admission {
  readonly inFlight: number;
  readonly limit: number;
  /** Calls already in flight stay, even when there are more of them than the new limit allows. */
  setLimit(maxConcurrentCalls: number): void;
  /**
   * A permit's release, which counts once however often it is called; undefined when `places` calls (the limit unless
   * told) are in flight already.
   */
  acquire(places?: number): (() => void) | undefined;
}

export function createAdmission(maxConcurrentCalls: number): Admission {
  let limit = maxConcurrentCalls;
  let inFlight = 0;
  return {
    get inFlight() {
      return inFlight;
    },
    get limit() {
      return limit;
    },
    setLimit(next) {
      limit = next;
    },
    acquire(places = limit) {
      if (inFlight >= places) return undefined;
      inFlight++;
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        inFlight--;
      };
    },
  };
}
