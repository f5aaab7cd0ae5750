import { credentials, type Metadata, status as Status, type StatusObject } from "@grpc/grpc-js";
import { loadInference } from "../../proto/load.ts";
import { CACHE_HEADER, CALL_TIMEOUT_MS, type Caller, type Expected } from "./caller.ts";
import type { Outcome } from "./load.ts";
import { chatMessages, TOKENS } from "./traffic.ts";

/** One channel, as an application has: all calls share one HTTP/2 connection. @param address `host:port`, or a path */
export function createGrpcCaller(address: string, expected: Expected): Caller {
  const { Client } = loadInference();
  const target = address.startsWith("/") ? `unix:${address}` : address;
  const messageOf = chatMessages(expected.asking);
  const client = new Client(target, credentials.createInsecure(), { "grpc.use_local_subchannel_pool": 1 });

  const unary = () =>
    new Promise<Outcome>((resolve) => {
      let cache: string | undefined;
      let text: string | undefined;
      let endedAt = 0;
      const call = client.chat(
        messageOf(expected.nextPrompt()),
        { deadline: deadline() },
        (_error, reply) => {
          text = reply?.choices[0]?.message?.text;
          endedAt = performance.now();
        },
      );
      call.on("metadata", (metadata) => {
        cache = cacheOf(metadata);
      });
      // It comes just after the callback, with or without an error, and brings the trailing metadata.
      call.on("status", (status) => {
        cache ??= cacheOf(status.metadata);
        const fault = statusFault(status) ?? (text ? cacheFault(expected, cache) : INCOMPLETE);
        resolve(fault ?? { ok: true, firstAt: endedAt, endedAt });
      });
    });

  const stream = () =>
    new Promise<Outcome>((resolve) => {
      let cache: string | undefined;
      let messages = 0;
      let firstAt = 0;
      const call = client.chatStream(messageOf(expected.nextPrompt()), { deadline: deadline() });
      call.on("data", () => {
        if (messages++ === 0) firstAt = performance.now();
      });
      call.on("metadata", (metadata: Metadata) => {
        cache = cacheOf(metadata);
      });
      // `status` tells the same, and comes always.
      call.on("error", () => {});
      call.on("status", (status: StatusObject) => {
        cache ??= cacheOf(status.metadata);
        const fault = statusFault(status);
        if (fault !== undefined) resolve(fault);
      });
      // After `status`, when the last message has been read.
      call.on("end", () => {
        const fault = messages < TOKENS ? INCOMPLETE : cacheFault(expected, cache);
        resolve(fault ?? { ok: true, firstAt, endedAt: performance.now() });
      });
    });

  return {
    send: expected.asking.stream ? stream : unary,
    close: async () => client.close(),
  };
}

const deadline = (): number => Date.now() + CALL_TIMEOUT_MS;

function cacheOf(metadata: Metadata): string | undefined {
  const [value] = metadata.get(CACHE_HEADER);
  return value?.toString();
}

const INCOMPLETE: Outcome = { ok: false, reason: "the reply is incomplete" };

function cacheFault({ cache: wanted }: Expected, cache: string | undefined): Outcome | undefined {
  if (wanted === undefined || wanted.includes(String(cache))) return undefined;
  return { ok: false, reason: `${CACHE_HEADER}: ${String(cache)} instead of ${wanted.join(" or ")}` };
}

function statusFault({ code, details }: StatusObject): Outcome | undefined {
  return code === Status.OK ? undefined : { ok: false, reason: `${Status[code]}: ${details.slice(0, 120)}` };
}
