/** How the provider can be told to misbehave: on any path but its own `/simulated/`, before anything is checked. */
import { z } from "zod";

const count = z.int().min(0);

/** On any fault: how many calls it strikes before the provider is healthy again, and the only model that it strikes. */
const aim = { times: z.int().min(1).optional(), model: z.string().optional() };

/** Where a fault speaks of events and the reply is one JSON document, the note on the right says what happens. */
export const faultSchema = z.discriminatedUnion("type", [
  /** An error reply in the dialect of the call. */
  z.strictObject({
    type: z.literal("status"),
    status: z.int().min(400).max(599),
    retryAfterSeconds: z.number().min(0).optional(),
    ...aim,
  }),
  /** Falls silent until the client leaves. */
  z.strictObject({
    type: z.literal("stall"),
    where: z.enum(["before-headers", "after-headers", "mid-stream"]),
    afterEvents: count.optional(), // for mid-stream, 1 unless told; a document: after half of its bytes
    ...aim,
  }),
  /** A healthy reply, late. */
  z.strictObject({ type: z.literal("delay"), ms: z.number().min(0), ...aim }),
  /** Exactly that many bytes of the body, then the connection is gone. */
  z.strictObject({ type: z.literal("cut"), atByte: count, ...aim }),
  /** A clean end without the event that ends a stream; without `afterEvents` nothing else is missing. */
  z.strictObject({
    type: z.literal("end-early"),
    afterEvents: count.optional(), // a document: half of its bytes, then a clean end
    ...aim,
  }),
  /** An error told inside the stream, which then ends. */
  z.strictObject({
    type: z.literal("error-event"),
    afterEvents: count.optional(), // 1 unless told; a document: an error reply with status 500
    ...aim,
  }),
  /** A 200 that says it is JSON and is not. */
  z.strictObject({ type: z.literal("garbage"), ...aim }),
  /** The connection is reset before any header. */
  z.strictObject({ type: z.literal("reset"), ...aim }),
  z.strictObject({ type: z.literal("slow"), bytesPerSecond: z.number().positive(), ...aim }),
  /** A healthy body in pieces of that many bytes, so that events and characters are split anywhere. */
  z.strictObject({ type: z.literal("split"), bytes: z.int().min(1), ...aim }),
]);

export type Fault = z.infer<typeof faultSchema>;

/** What `GET /simulated/` says of each: what happens, and a body for `POST /simulated/fault`. */
export const FAULT_EXAMPLES: {
  readonly [Type in Fault["type"]]: { readonly says: string; readonly example: Fault & { type: Type } };
} = {
  status: {
    says: "An error reply, in the words of the dialect that is asked in.",
    example: { type: "status", status: 429, retryAfterSeconds: 2 },
  },
  stall: {
    says: "Silence until the client leaves: before-headers, after-headers or mid-stream, there after so many events.",
    example: { type: "stall", where: "mid-stream", afterEvents: 2 },
  },
  delay: { says: "A healthy reply, late.", example: { type: "delay", ms: 3_000 } },
  cut: {
    says: "So many bytes of the body, then the connection is gone.",
    example: { type: "cut", atByte: 200 },
  },
  "end-early": {
    says: "A clean end without the event that ends a stream.",
    example: { type: "end-early", afterEvents: 2 },
  },
  "error-event": {
    says: "An error inside the stream, which then ends; a whole reply is an error with status 500.",
    example: { type: "error-event", afterEvents: 2 },
  },
  garbage: { says: "A 200 that says it is JSON and is not.", example: { type: "garbage" } },
  reset: { says: "The connection is reset before any header.", example: { type: "reset" } },
  slow: { says: "A healthy body, so many bytes a second.", example: { type: "slow", bytesPerSecond: 100 } },
  split: { says: "A healthy body in pieces of so many bytes.", example: { type: "split", bytes: 3 } },
};

export class FaultPlan {
  #fault: Fault | undefined;
  #left = 0;

  set(fault: Fault | undefined, times?: number): void {
    this.#fault = fault;
    this.#left = times ?? fault?.times ?? Number.POSITIVE_INFINITY;
  }

  /** The fault that strikes this call, if any; it counts as used. */
  take(model: string | undefined): Fault | undefined {
    const fault = this.#fault;
    if (fault === undefined || this.#left <= 0) return undefined;
    if (fault.model !== undefined && fault.model !== model) return undefined;
    this.#left -= 1;
    return fault;
  }
}
