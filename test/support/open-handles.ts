import { afterEach, beforeEach } from "node:test";

/**
 * Loaded into every test process. A timer or socket that a test left open would keep its process, and so the whole
 * run, alive for ever: after this long without a test, it fails and says what kind of thing is still open.
 */
const PATIENCE_MS = 30_000;

// The process that runs the test files loads this too, and has no tests of its own.
if (process.env["NODE_TEST_CONTEXT"] !== undefined) {
  const { setTimeout, clearTimeout } = globalThis; // a test may put fakes in their place
  let running = 0;
  let timer: NodeJS.Timeout | undefined;

  beforeEach(() => {
    running += 1;
    clearTimeout(timer);
  });

  afterEach(() => {
    running -= 1;
    if (running === 0) timer = setTimeout(fail, PATIENCE_MS).unref();
  });
}

function fail(): void {
  console.error(
    `No test is running any more, but these are still open: ${process.getActiveResourcesInfo().join(", ")}`,
  );
  process.exit(1);
}
