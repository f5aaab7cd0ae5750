/** What the shared cache adds to a call: when its server is well, slow, silent or gone. A section of `npm run bench:cache`. */
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { sharedCache } from "../../../config/schema/shared-cache.ts";
import type { SharedCache } from "../../../sidecar/core/shared-cache.ts";
import { systemClock } from "../../../sidecar/platform/clock.ts";
import { systemRandom } from "../../../sidecar/platform/random.ts";
import { openSharedCache } from "../../../sidecar/shared-cache/open.ts";
import { FakeRedis } from "../../support/fake-redis.ts";
import { recordTelemetry } from "../../support/recorded-telemetry.ts";
import { installedRedisServers, startRedisProcess } from "../../support/redis-process.ts";
import { until } from "../../support/until.ts";
import { renderPlain, type Table } from "../table.ts";

const CALLS = 1_000;
/** Between two calls where time has to pass for something to happen. */
const PACE_MS = 5;
const SLOW_MS = 50;
/** One that is held up for this long waited for the server. */
const WAITED_MS = 5;

const { signal } = new AbortController();

interface Server {
  readonly name: string;
  readonly port: number;
  close(): Promise<void>;
}

async function startServer(): Promise<Server> {
  const [name] = installedRedisServers();
  if (name !== undefined) return { name, ...(await startRedisProcess(name)) };
  // In this very process, with which it shares the processor: times are longer than they would be.
  const fake = await FakeRedis.start();
  return { name: "imitation in this process", port: fake.port, close: () => fake.close() };
}

/** In front of the server; what the server says comes `delayMs` late, or never. */
async function startProxy(port: number, delayMs: () => number | undefined) {
  const server = createServer((caller) => {
    const behind = connect(port, "127.0.0.1");
    for (const socket of [caller, behind]) {
      socket.setNoDelay(true);
      socket.on("error", () => {});
    }
    caller.on("data", (bytes) => behind.write(bytes));
    behind.on("data", (bytes) => {
      const ms = delayMs();
      if (ms !== undefined) setTimeout(() => caller.write(bytes), ms);
    });
    caller.on("close", () => behind.destroy());
    behind.on("close", () => caller.destroy());
    cuts.add(() => caller.destroy());
  });
  const cuts = new Set<() => void>();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    close: async () => {
      for (const cut of cuts) cut();
      server.close();
      await once(server, "close");
    },
  };
}

async function open(port: number): Promise<{ cache: SharedCache; connected: () => Promise<void> }> {
  const telemetry = recordTelemetry();
  const spec = sharedCache.parse({ url: `redis://127.0.0.1:${port}`, encryptionKey: { env: "KEY" } });
  const cache = await openSharedCache(spec, {
    secrets: { env: () => "a secret of many bytes", file: () => Promise.reject(new Error("no files")) },
    maxEntryBytes: 1024 ** 2,
    clock: systemClock,
    random: systemRandom,
    telemetry,
  });
  if (cache === undefined) throw new Error("There is no cache.");
  return {
    cache,
    connected: () => until(() => telemetry.named("sharedCacheConnected").length > 0, "a connection"),
  };
}

/** What each call of `act` took, in ms, shortest first. */
async function measure(act: (call: number) => unknown, paceMs = 0): Promise<readonly number[]> {
  const took: number[] = [];
  for (let call = 0; call < CALLS; call++) {
    const startedAt = performance.now();
    const acted = act(call);
    if (acted instanceof Promise) await acted;
    took.push(performance.now() - startedAt);
    if (paceMs > 0 || call % 10 === 9) await new Promise((resolve) => setTimeout(resolve, paceMs));
  }
  return took.sort((left, right) => left - right);
}

function row(what: string, took: readonly number[]): readonly string[] {
  const at = (share: number) =>
    (took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0).toFixed(3);
  const waited = took.filter((ms) => ms >= WAITED_MS).length;
  return [what, at(0.5), at(0.99), at(1), `${waited} of ${took.length}`];
}

/** Takes about 20 s. */
export async function measureSharedCache(): Promise<Table> {
  const server = await startServer();
  const rows: (readonly string[] | undefined)[] = [];
  let delayMs: number | undefined = 0;
  const proxy = await startProxy(server.port, () => delayMs);
  const caches: SharedCache[] = [];
  const opened = async (port: number) => {
    const { cache, connected } = await open(port);
    caches.push(cache);
    await connected();
    return cache;
  };
  try {
    const well = await opened(server.port);
    for (const [size, bytes] of [
      ["1 KiB", 1_024],
      ["64 KiB", 65_536],
    ] as const) {
      const value = new Uint8Array(bytes).fill(65);
      // The compiler's.
      await measure(() => well.get("warm", signal));
      rows.push(
        row(`well: put ${size}`, await measure((call) => well.put(`${size} ${call}`, value, 60_000))),
      );
      let found = 0;
      const took = await measure(async (call) => {
        if ((await well.get(`${size} ${call % 100}`, signal)) !== undefined) found++;
      });
      rows.push(row(`well: get ${size}, ${found} of ${CALLS} hits`, took));
    }
    rows.push(row("well: get, miss", await measure((call) => well.get(`none ${call}`, signal))), undefined);
    const value = new Uint8Array(1_024);
    for (const [what, ms] of [
      [`${SLOW_MS} ms slow`, SLOW_MS],
      ["silent", undefined],
    ] as const) {
      delayMs = 0;
      const cache = await opened(proxy.port);
      delayMs = ms;
      rows.push(
        row(`${what}: get`, await measure((call) => cache.get(`1 KiB ${call % 100}`, signal), PACE_MS)),
      );
      rows.push(row(`${what}: put`, await measure((call) => cache.put(`${call}`, value, 60_000))));
    }
    delayMs = 0;
    const left = await opened(proxy.port);
    await proxy.close();
    rows.push(row("gone: get", await measure((call) => left.get(`1 KiB ${call % 100}`, signal), PACE_MS)));
    rows.push(row("gone: put", await measure((call) => left.put(`${call}`, value, 60_000))));
  } finally {
    for (const cache of caches) await cache.close();
    await server.close();
  }
  return {
    head: [`shared cache (${server.name}), ms a call`, "p50", "p99", "max", `${WAITED_MS} ms or more`],
    rows,
  };
}

if (import.meta.main) process.stdout.write(renderPlain(await measureSharedCache()));
