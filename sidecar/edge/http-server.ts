import { createServer, type RequestListener, type Server } from "node:http";

export interface HttpServerOptions {
  /** Bytes. */
  readonly maxHeaderSize: number;
  /** From the first byte of a request to its last. */
  readonly requestTimeoutMs: number;
}

/** Node looks at all connections at once, this often within the timeout; it is told this much late at most. */
const TIMEOUT_CHECKS = 12;
/** Longer than clients keep a connection that is idle: else one would send a request on it as it closes. */
const KEEP_ALIVE_MS = 72_000;

export function createHttpServer(
  { maxHeaderSize, requestTimeoutMs }: HttpServerOptions,
  listener: RequestListener,
): Server {
  return createServer(
    {
      maxHeaderSize,
      requestTimeout: requestTimeoutMs,
      // Node takes the longer of the two for the body.
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.ceil(requestTimeoutMs / TIMEOUT_CHECKS),
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    listener,
  );
}
