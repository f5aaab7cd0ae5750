import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { type Place, Roster } from "../core/roster.ts";
import type { Clock } from "../platform/clock.ts";

export interface OpenRequestsOptions {
  /** Bytes of bodies that may be held at once. */
  readonly maxHeldBytes: number;
  /** The most that one body may have; what a chunked one may become. */
  readonly maxBodyBytes: number;
  readonly clock: Clock;
}

interface OpenRequest {
  readonly response: ServerResponse;
  /** What its body takes, or may come to take, of the bytes that may be held. */
  heldBytes: number;
  /** It may still become a call. */
  arriving: boolean;
  /** Told when the response has closed, finished or not. */
  onClose: (() => void) | undefined;
}

const OPEN = Symbol("its open request");

/** Found by the response itself: a map that each of them comes into and leaves would keep them (core/roster.ts). */
interface Followed extends ServerResponse {
  [OPEN]?: Place<OpenRequest>;
}

export interface OnSocket {
  /** Bytes written to the bare socket would come before, or into, a reply to a request that has come whole. */
  readonly owesReply: boolean;
  /** The request that is still arriving and of which nothing has been told yet: the one that cannot be read. */
  readonly unread: IncomingMessage | undefined;
}

/** The requests of one listener from their heads on, until their responses are over or their connections gone. */
export class OpenRequests {
  readonly #options: OpenRequestsOptions;
  readonly #open = new Roster<OpenRequest>();
  /** Everybody who waits until nothing is arriving. */
  readonly #whenRead = new Set<() => void>();
  #heldBytes = 0;
  #arriving = 0;

  constructor(options: OpenRequestsOptions) {
    this.#options = options;
  }

  /** A head has come. False when its body does not fit beside the others; one alone always does. */
  add(request: IncomingMessage, response: Followed): boolean {
    const heldBytes = this.#announcedBytes(request);
    const fits = this.#heldBytes === 0 || this.#heldBytes + heldBytes <= this.#options.maxHeldBytes;
    const open: OpenRequest = {
      response,
      heldBytes: fits ? heldBytes : 0,
      arriving: true,
      onClose: undefined,
    };
    this.#heldBytes += open.heldBytes;
    this.#arriving++;
    const place = this.#open.add(open);
    response[OPEN] = place;
    // Emitted once; `once` would cost a listener more.
    response.on("close", () => {
      this.settle(response, 0);
      this.#open.remove(place);
      open.onClose?.();
    });
    return fits;
  }

  /** It has become a call, whose body is held until the response is over. `onClose`: when it has closed, finished or not. */
  becomesCall(response: Followed, heldBytes: number, onClose: () => void): void {
    this.settle(response, heldBytes);
    const place = response[OPEN];
    // It has closed already: nobody else would tell.
    if (place === undefined || place.index === -1) onClose();
    else place.item.onClose = onClose;
  }

  /** It is read, or refused: it holds so many bytes until the response is over. */
  settle(response: Followed, heldBytes: number): void {
    const place = response[OPEN];
    if (place === undefined || place.index === -1) return;
    const open = place.item;
    this.#heldBytes += heldBytes - open.heldBytes;
    open.heldBytes = heldBytes;
    if (!open.arriving) return;
    open.arriving = false;
    this.#arriving--;
    if (this.#arriving === 0) for (const read of this.#whenRead) read();
  }

  /** What stands between a socket and an answer on it to bytes that cannot be read. */
  on(socket: Socket): OnSocket {
    let unread: IncomingMessage | undefined;
    for (const { response } of this.#open) {
      const { req: request } = response;
      if (request.socket !== socket) continue;
      if (request.complete || response.headersSent) return { owesReply: true, unread: undefined };
      unread = request;
    }
    return { owesReply: false, unread };
  }

  /** Resolves when every request that has begun to arrive is a call or refused, or when the time is over; to the ms left. */
  allRead(timeoutMs: number): Promise<number> {
    if (this.#arriving === 0) return Promise.resolve(timeoutMs);
    const { clock } = this.#options;
    const until = clock.monotonic() + timeoutMs;
    return new Promise((resolve) => {
      const settle = () => {
        timer.cancel();
        this.#whenRead.delete(settle);
        resolve(Math.max(0, until - clock.monotonic()));
      };
      const timer = clock.after(timeoutMs, settle);
      this.#whenRead.add(settle);
    });
  }

  #announcedBytes(request: IncomingMessage): number {
    const { maxBodyBytes } = this.#options;
    if (request.headers["transfer-encoding"] !== undefined) return maxBodyBytes;
    const contentLength = Number(request.headers["content-length"] ?? 0);
    // What is larger than one body may be is refused unread.
    return contentLength > maxBodyBytes ? 0 : contentLength;
  }
}
