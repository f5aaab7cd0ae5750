/** The shapes of calls that are measured. Each stands beside the smallest program of the same libraries that does the same. */

export const SHAPE_NAMES = [
  "http-miss",
  "http-hit",
  "http-sse",
  "grpc-miss",
  "grpc-hit",
  "grpc-stream",
] as const;
export type ShapeName = (typeof SHAPE_NAMES)[number];

/** Where a floor listens; the static one answers without an upstream. */
export type FloorListener = "http" | "http-static" | "grpc" | "grpc-static";

export interface Shape {
  readonly name: ShapeName;
  readonly title: string;
  readonly protocol: "http" | "grpc";
  readonly stream: boolean;
  /** What the sidecar's cache has to say to every call; a call that it answers otherwise counts as an error. */
  readonly cache: "hit" | "miss";
  /** Calls per second of the open loop. */
  readonly rate: number;
  readonly floor: FloorListener;
  readonly floorTitle: string;
}

/** Calls per second of the open loop. */
export const UNARY_RATE = 300;
export const STREAM_RATE = 50;

export const SHAPES: readonly Shape[] = [
  {
    name: "http-miss",
    title: "HTTP unary, cache miss",
    protocol: "http",
    stream: false,
    cache: "miss",
    rate: UNARY_RATE,
    floor: "http",
    floorTitle: "fastify + undici",
  },
  {
    name: "http-hit",
    title: "HTTP unary, cache hit",
    protocol: "http",
    stream: false,
    cache: "hit",
    rate: UNARY_RATE,
    floor: "http-static",
    floorTitle: "fastify, fixed reply",
  },
  {
    name: "http-sse",
    title: "HTTP SSE, 100 tokens",
    protocol: "http",
    stream: true,
    cache: "miss",
    rate: STREAM_RATE,
    floor: "http",
    floorTitle: "fastify + undici",
  },
  {
    name: "grpc-miss",
    title: "gRPC unary, cache miss",
    protocol: "grpc",
    stream: false,
    cache: "miss",
    rate: UNARY_RATE,
    floor: "grpc",
    floorTitle: "grpc-js + undici",
  },
  {
    name: "grpc-hit",
    title: "gRPC unary, cache hit",
    protocol: "grpc",
    stream: false,
    cache: "hit",
    rate: UNARY_RATE,
    floor: "grpc-static",
    floorTitle: "grpc-js, fixed reply",
  },
  {
    name: "grpc-stream",
    title: "gRPC stream, 100 tokens",
    protocol: "grpc",
    stream: true,
    cache: "miss",
    rate: STREAM_RATE,
    floor: "grpc",
    floorTitle: "grpc-js + undici",
  },
];
