import { z } from "zod";
import { embeddings } from "./embeddings.ts";
import { names } from "./names.ts";
import { sharedCache } from "./shared-cache.ts";
import { terms } from "./term.ts";
import { absolutePath, duration, positiveDuration, share, size } from "./units.ts";

const ADDRESS = /^(\[[0-9a-fA-F:]+\]|[^:[\]\s/]+):(\d{1,5})$/;

const hostAndPort = z
  .string()
  .max(261)
  .regex(ADDRESS)
  .refine((text) => Number(ADDRESS.exec(text)?.[2] ?? 0) <= 65_535, "expected a port from 0 to 65535");

/** The address that was probably meant by `8400`, `"8400"` or `:8400`: the one that the fewest can reach. */
function guessAddress(value: unknown): string | undefined {
  const port = /^:?(\d{1,5})$/.exec(String(value))?.[1];
  return port === undefined || Number(port) > 65_535 ? undefined : `127.0.0.1:${port}`;
}

/** `host:port`; port 0 takes any free one. */
export const address = hostAndPort.register(terms, {
  noun: "an address HOST:PORT",
  short: "address",
  examples: ["127.0.0.1:8400", "[::1]:8400", "control-plane.aios:8500"],
  guess: guessAddress,
});

/** An address that only this machine (or pod) can reach. */
export const loopbackAddress = hostAndPort
  .refine((text) => !ADDRESS.test(text) || /^(127(\.\d{1,3}){3}|localhost|\[::1\]):/.test(text), {
    error: "expected a loopback address: 127.0.0.1, [::1] or localhost",
    params: { code: "E305" },
  })
  .register(terms, {
    noun: "a loopback address HOST:PORT",
    short: "loopback address",
    examples: ["127.0.0.1:8402", "[::1]:8402"],
    guess: guessAddress,
  });

export const limits = z
  .strictObject({
    maxConcurrentCalls: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(1_000)
      .describe(
        "Calls in flight at once, streams included; the next one is refused at once. Routes of low `priority` fill 80 % of the places at most and those of normal priority 95 %, rounded up: the rest is kept for those above them.",
      ),
    maxRequestSize: size.prefault("16MiB").describe("Largest request body."),
    maxBufferedRequestSize: size
      .prefault("256MiB")
      .describe(
        "Request bodies kept at once, while they are read and until their calls end; one that does not fit beside the others is refused at once.",
      ),
    maxHeaderSize: size.prefault("32KiB").describe("Largest block of request headers."),
    maxStreamBuffer: size
      .prefault("1MiB")
      .describe(
        "Bytes of one stream kept at most while a slow client catches up, or a stream is gathered for the cache.",
      ),
    cacheSize: size.prefault("32MiB").describe("Memory of the exact cache."),
    cacheEntrySize: size.prefault("1MiB").describe("Largest answer that is cached."),
    semanticCacheEntries: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(10_000)
      .describe(
        "Questions that the semantic cache finds answers by, of each embedder; the one not asked for longest makes room. With 512 numbers to a vector each takes about 6 KiB, its answer not included.",
      ),
    idempotencyWindow: positiveDuration
      .prefault("10m")
      .describe("How long the answer to a call with an `idempotency-key` is kept for its repetitions."),
    idempotencySize: size
      .prefault("16MiB")
      .describe("Memory of the answers kept for repetitions; the oldest make room."),
    idempotencyEntrySize: size
      .prefault("1MiB")
      .describe("Largest answer that is shared with repetitions; those of a larger one are executed again."),
    redactionSessions: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(10_000)
      .describe(
        "Sessions (`x-aios-session`) whose redacted values are remembered, so that each keeps its placeholder from call to call; the one idle for longest makes room.",
      ),
    redactionSessionSize: size
      .prefault("32MiB")
      .describe("Memory of the values of all these sessions; those idle for longest make room."),
    redactionSessionIdle: positiveDuration
      .prefault("1h")
      .describe("A session without calls for this long is forgotten."),
    maxMirroredCalls: z
      .int()
      .min(1)
      .max(100_000)
      .default(64)
      .describe(
        "Copies of calls for shadow targets on their way at once; beyond that none are made, nor when their requests would take more than `maxRequestSize` together, nor under overload.",
      ),
    overload: z
      .strictObject({
        eventLoopDelay: positiveDuration
          .prefault("250ms")
          .describe(
            "Delay of the event loop above which calls of low priority are refused; those of normal priority above twice, of high priority above four times as much. It has to last for two readings, four of which are made in a second.",
          ),
        memory: share
          .default(0.85)
          .describe(
            "Share of the heap's limit that is still held after a full collection, above which calls of low priority are refused; those of normal priority half-way from there to full, of high priority at three quarters.",
          ),
      })
      .prefault({})
      .describe(
        "When the process itself has too much to do, calls are refused by the `priority` of their route, until it has been calm for a second. Status and admin stay answerable. Forwarded calls count as normal.",
      ),
  })
  .describe("Bounds. Everything that can grow has one.");

/** Names of environment variables, for a list of what may be read. */
const variablePattern = z
  .string()
  .max(256)
  .regex(/^(?:[A-Za-z_]\w*)?\*?$/)
  .min(1)
  .register(terms, {
    noun: "the name of an environment variable, or the beginning of names with `*` behind it,",
    short: "variable name",
    examples: ["OPENAI_API_KEY", "AI_KEY_*"],
  });

export const allowedSecrets = z
  .strictObject({
    env: z
      .array(variablePattern)
      .max(256)
      .default([])
      .describe("Environment variables by name; `*` at the end stands for any characters."),
    files: z
      .array(absolutePath)
      .max(256)
      .default([])
      .describe("Files, and folders with everything beneath them, links followed."),
  })
  .describe(
    "Secrets of this process that the `auth` of an Upstream with `via: direct`, or the `hashKey` of a Policy, may refer to when a control plane has pushed it; none unless listed. Where they are sent the control plane decides. Configuration from files needs no list.",
  );

export const sidecarSpec = z
  .strictObject({
    listen: z
      .strictObject({
        http: address.default("127.0.0.1:8400").describe("HTTP, AI calls."),
        grpc: address.default("127.0.0.1:8401").describe("gRPC, AI calls."),
        // A socket path that is longer does not fit into sockaddr_un.
        uds: absolutePath.max(107).optional().describe("gRPC on a unix socket as well, at this path."),
        admin: loopbackAddress.default("127.0.0.1:8402").describe("Admin; loopback only."),
        status: address.default("0.0.0.0:8403").describe("/livez, /readyz, /metrics."),
      })
      .prefault({})
      .describe("Where it listens."),
    controlPlane: address
      .optional()
      .describe("The control plane's gRPC address; without it the sidecar runs from files alone."),
    secrets: allowedSecrets.prefault({}),
    stateDir: z
      .string()
      .min(1)
      .max(4_096)
      .optional()
      .describe("Folder for the last-known-good configuration; none is kept when absent."),
    drainTimeout: duration
      .prefault("30s")
      .describe("How long calls in flight may take to finish after SIGTERM."),
    logLevel: z
      .enum(["debug", "info", "warn", "error", "silent"])
      .default("info")
      .describe("Lowest level that is logged."),
    limits: limits.prefault({}),
    names: names.prefault({}),
    embeddings: embeddings.prefault({}),
    sharedCache: sharedCache.optional(),
  })
  .describe(
    "The sidecar's own settings; read at start from its --config, flags and environment, never pushed.",
  );

export const controlPlaneSpec = z
  .strictObject({
    listen: z
      .strictObject({
        grpc: address.default("0.0.0.0:8500").describe("gRPC: config stream and gateway."),
        http: address
          .default("127.0.0.1:8501")
          .describe("HTTP: API, and the OpenAI and Anthropic wire for the proxy pattern."),
        status: address.default("0.0.0.0:8503").describe("/livez, /readyz, /metrics."),
      })
      .prefault({})
      .describe("Where it listens."),
    dataDir: z
      .string()
      .min(1)
      .max(4_096)
      .optional()
      .describe(
        "Folder for what it keeps: purges of the cache, so that sidecars that are away for a restart of the control plane are told of them.",
      ),
    drainTimeout: duration
      .prefault("30s")
      .describe("How long calls in flight may take to finish after SIGTERM."),
    logLevel: z
      .enum(["debug", "info", "warn", "error", "silent"])
      .default("info")
      .describe("Lowest level that is logged."),
    push: z
      .strictObject({
        quiet: duration
          .prefault("100ms")
          .describe("A change is pushed once nothing has changed for this long."),
        longest: positiveDuration.prefault("2s").describe("… and after this long at the latest."),
      })
      .prefault({})
      .describe("How changes are gathered before they are pushed."),
    limits: limits.prefault({}),
    names: names.prefault({}),
    embeddings: embeddings.prefault({}),
  })
  .describe("The control plane's own settings.");

export type LimitsSpec = z.output<typeof limits>;
export type SidecarSpec = z.output<typeof sidecarSpec>;
export type ControlPlaneSpec = z.output<typeof controlPlaneSpec>;
