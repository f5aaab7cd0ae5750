/** The shapes of calls that are measured. Each stands beside the smallest program of the same libraries that does the same. */

/** Where a floor listens; the static one answers without an upstream. */
export type FloorListener = "http" | "http-static" | "grpc" | "grpc-static" | "grpc-uds" | "grpc-static-uds";

export interface Shape {
  readonly name: string;
  readonly title: string;
  readonly protocol: "http" | "grpc";
  readonly wire: "openai" | "anthropic";
  readonly transport: "tcp" | "uds";
  readonly stream: boolean;
  /** ms between two tokens of the provider; 0: as fast as it goes. */
  readonly tokenEveryMs: number;
  /** What the sidecar's cache has to say to every call; a call that it answers otherwise counts as an error. */
  readonly cache: "hit" | "miss" | "coalesced" | "off";
  readonly promptKiB: number;
  /** Whether a policy redacts, and whether there is something to find; `off`: the route has no policy. */
  readonly redaction: "off" | "nothing" | "hits";
  /** Who dials the provider: the sidecar, or the control plane that it forwards to. */
  readonly via: "direct" | "forwarded";
  /** Calls per second of the open loop. */
  readonly rate: number;
  readonly floor: FloorListener;
  readonly floorTitle: string;
  /** Part of `--quick`: those that have a target. */
  readonly isQuick: boolean;
}

/** Calls per second of the open loop. */
export const UNARY_RATE = 300;
export const STREAM_RATE = 50;
/** Of a stream that takes half a second. */
export const PACED_RATE = 10;
export const LARGE_RATE = 100;

const HTTP: Omit<Shape, "name" | "title"> = {
  protocol: "http",
  wire: "openai",
  transport: "tcp",
  stream: false,
  tokenEveryMs: 0,
  cache: "miss",
  promptKiB: 1,
  redaction: "off",
  via: "direct",
  rate: UNARY_RATE,
  floor: "http",
  floorTitle: "fastify + undici",
  isQuick: false,
};
const HTTP_HIT = { cache: "hit", floor: "http-static", floorTitle: "fastify, fixed reply" } as const;
const HTTP_SSE = { ...HTTP, stream: true, rate: STREAM_RATE };
const GRPC: Omit<Shape, "name" | "title"> = {
  ...HTTP,
  protocol: "grpc",
  floor: "grpc",
  floorTitle: "grpc-js + undici",
};
const GRPC_HIT = { cache: "hit", floor: "grpc-static", floorTitle: "grpc-js, fixed reply" } as const;

export const SHAPES: readonly Shape[] = [
  { ...HTTP, name: "http-miss", title: "HTTP unary, cache miss", isQuick: true },
  { ...HTTP, ...HTTP_HIT, name: "http-hit", title: "HTTP unary, cache hit", isQuick: true },
  { ...HTTP, name: "http-uncached", title: "HTTP unary, no cache", cache: "off" },
  // Whoever comes second finds the first one in flight, or its answer.
  { ...HTTP, name: "http-coalesced", title: "HTTP unary, 16 identical at once", cache: "coalesced" },
  { ...HTTP, name: "http-miss-16k", title: "HTTP unary, miss, 16 KiB", promptKiB: 16, rate: LARGE_RATE },
  { ...HTTP, name: "http-miss-100k", title: "HTTP unary, miss, 100 KiB", promptKiB: 100, rate: LARGE_RATE },
  {
    ...HTTP,
    name: "http-miss-redact",
    title: "HTTP unary, miss, redaction finds nothing",
    redaction: "nothing",
  },
  { ...HTTP, name: "http-miss-redact-hits", title: "HTTP unary, miss, 3 redacted", redaction: "hits" },
  {
    ...HTTP,
    ...HTTP_HIT,
    name: "http-hit-redact",
    title: "HTTP unary, hit, redaction finds nothing",
    redaction: "nothing",
  },
  { ...HTTP_SSE, name: "http-sse", title: "HTTP SSE, 100 tokens", isQuick: true },
  {
    ...HTTP_SSE,
    name: "http-sse-redact",
    title: "HTTP SSE, redaction finds nothing",
    redaction: "nothing",
    isQuick: true,
  },
  {
    ...HTTP_SSE,
    name: "http-sse-paced",
    title: "HTTP SSE, a token every 5 ms",
    tokenEveryMs: 5,
    rate: PACED_RATE,
  },
  { ...HTTP_SSE, name: "anthropic-sse", title: "Anthropic SSE, 100 tokens", wire: "anthropic" },
  { ...GRPC, name: "grpc-miss", title: "gRPC unary, cache miss", isQuick: true },
  { ...GRPC, ...GRPC_HIT, name: "grpc-hit", title: "gRPC unary, cache hit", isQuick: true },
  {
    ...GRPC,
    name: "grpc-miss-uds",
    title: "gRPC unary, miss, unix socket",
    transport: "uds",
    floor: "grpc-uds",
  },
  {
    ...GRPC,
    ...GRPC_HIT,
    name: "grpc-hit-uds",
    title: "gRPC unary, hit, unix socket",
    transport: "uds",
    floor: "grpc-static-uds",
  },
  { ...GRPC, name: "grpc-stream", title: "gRPC stream, 100 tokens", stream: true, rate: STREAM_RATE },
  {
    ...HTTP,
    name: "http-forwarded",
    title: "HTTP unary, miss, by the control plane",
    via: "forwarded",
    floorTitle: "fastify + undici, one hop",
    isQuick: true,
  },
];

export const SHAPE_NAMES: readonly string[] = SHAPES.map(({ name }) => name);
