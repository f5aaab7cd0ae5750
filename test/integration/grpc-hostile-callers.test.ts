import assert from "node:assert/strict";
import { constants, type IncomingHttpHeaders, type OutgoingHttpHeaders } from "node:http2";
import { after, before, describe, type TestContext, test } from "node:test";
import { gzipSync } from "node:zlib";
import { status } from "@grpc/grpc-js";
import { type InferenceServer, startInferenceServer } from "../support/open-inference.ts";
import { answeredPing, lengthPrefix, type RawCall, rawChatStream } from "../support/raw-grpc.ts";
import { type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

const MIB = 1024 * 1024;
const INFER = "/inference.GRPCInferenceService/ModelInfer";
const CHAT = "/aios.inference.v1.Inference/Chat";

let service: InferenceServer;
let stack: Stack;
let collected = 0;
before(async () => {
  service = await startInferenceServer({
    ModelInfer: (call: { request: { id: string } }, answer: (error: null, reply: object) => void) =>
      answer(null, { id: call.request.id }),
    ModelCollect: (call: AsyncIterable<unknown>, answer: (error: null, reply: object) => void) =>
      void (async () => {
        for await (const _ of call) collected++;
        answer(null, {});
      })(),
  });
  stack = await startStack({
    standalone: true,
    limits: { maxRequestSize: MIB, maxBufferedRequestSize: 4 * MIB },
    config: `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: triton }
spec: { dialect: grpc, url: "${service.url}", via: direct }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: inference }
spec: { match: { services: [inference.GRPCInferenceService] }, targets: [{ upstream: triton }] }
`,
  });
});
after(async () => {
  await stack.close();
  service.close();
});

function call(context: TestContext, path: string, headers: OutgoingHttpHeaders = {}): RawCall {
  return rawChatStream(context, stack.grpcAddress, { ":path": path, ...headers });
}

interface Told {
  readonly http: number;
  readonly code: number | undefined;
  readonly details: string;
}

/** How the server ends it, whatever the client still has to say. */
function toldBy({ stream }: RawCall): Promise<Told> {
  return new Promise((resolve) => {
    const tell = (headers: IncomingHttpHeaders) => {
      const said = headers["grpc-status"];
      if (said === undefined && Number(headers[":status"]) === 200) return;
      resolve({
        http: Number(headers[":status"] ?? 200),
        code: said === undefined ? undefined : Number(said),
        details: decodeURIComponent(String(headers["grpc-message"] ?? "")),
      });
    };
    stream.on("response", tell);
    stream.on("trailers", tell);
    stream.resume();
  });
}

function framed(message: Buffer, flag = 0): Buffer {
  const prefix = lengthPrefix(message.byteLength);
  prefix[0] = flag;
  return Buffer.concat([prefix, message]);
}

async function noneInFlight(): Promise<void> {
  let inFlight = Number.NaN;
  for (let turn = 0; turn < 200 && inFlight !== 0; turn++) {
    const info: unknown = await (await fetch(`http://${stack.sidecar.addresses.admin}/server_info`)).json();
    inFlight = Number(Reflect.get(info as object, "callsInFlight"));
  }
  assert.equal(inFlight, 0);
}

for (const path of [INFER, CHAT]) {
  describe(path, () => {
    test("a message that is compressed as the server can is read", async (context) => {
      const rpc = call(context, path, { "grpc-encoding": "gzip" });
      rpc.stream.end(framed(gzipSync(Buffer.alloc(0)), 1));
      const { code, details } = await toldBy(rpc);
      if (path === INFER) assert.equal(code, status.OK);
      // Read, and found to say too little.
      else assert.deepEqual([code, /`model`/.test(details)], [status.INVALID_ARGUMENT, true]);
    });

    for (const [what, headers, bytes, code] of [
      [
        "becomes too large when it is unpacked",
        { "grpc-encoding": "gzip" },
        framed(gzipSync(Buffer.alloc(20 * MIB)), 1),
        status.RESOURCE_EXHAUSTED,
      ],
      [
        "is compressed in a way nobody knows",
        { "grpc-encoding": "zstd" },
        framed(Buffer.from("x"), 1),
        status.UNIMPLEMENTED,
      ],
      ["says to be larger than it may", {}, Buffer.from([0, 255, 255, 255, 255]), status.RESOURCE_EXHAUSTED],
    ] as const) {
      test(`one that ${what} is refused at once`, async (context) => {
        const rpc = call(context, path, headers);
        rpc.stream.write(bytes);
        assert.equal((await toldBy(rpc)).code, code);
      });
    }

    test("what is no gRPC is refused", async (context) => {
      const rpc = call(context, path, { "content-type": "application/json" });
      rpc.stream.end(framed(Buffer.alloc(0)));
      assert.equal((await toldBy(rpc)).http, 415);
    });

    test("requests that never become whole take no more than limits.maxBufferedRequestSize", async (context) => {
      const half = Buffer.concat([lengthPrefix(MIB), Buffer.alloc(900 * 1024)]);
      const rpcs = Array.from({ length: 8 }, () => call(context, path));
      const refused: Told[] = [];
      for (const rpc of rpcs) {
        void toldBy(rpc).then((told) => refused.push(told));
        rpc.stream.write(half);
      }
      await until(() => refused.length === 4, "those that do not fit to be refused");
      for (const { code, details } of refused) {
        assert.equal(code, status.RESOURCE_EXHAUSTED);
        assert.match(details, /limits\.maxBufferedRequestSize/);
      }
      for (const { session } of rpcs) session.destroy();
      await untilRoomFor(context, path);
      await noneInFlight();
    });
  });
}

/** All of it is free again: as many as ever fit, and none is refused. */
async function untilRoomFor(context: TestContext, path: string): Promise<void> {
  for (let turn = 0; turn < 50; turn++) {
    const half = Buffer.concat([lengthPrefix(MIB), Buffer.alloc(900 * 1024)]);
    const rpcs = Array.from({ length: 4 }, () => call(context, path));
    let refused = false;
    for (const rpc of rpcs) {
      void toldBy(rpc).then(() => {
        refused = true;
      });
      rpc.stream.write(half);
    }
    for (const { session } of rpcs) await answeredPing(session);
    for (const { session } of rpcs) session.destroy();
    if (!refused) return;
  }
  assert.fail("what was held was not given back");
}

test("many empty messages pass", async (context) => {
  collected = 0;
  const rpc = call(context, "/inference.GRPCInferenceService/ModelCollect");
  rpc.stream.end(Buffer.alloc(5 * 20_000));
  assert.equal((await toldBy(rpc)).code, status.OK);
  assert.equal(collected, 20_000);
});

test("a caller who resets leaves nothing behind", async (context) => {
  for (const code of [constants.NGHTTP2_CANCEL, constants.NGHTTP2_PROTOCOL_ERROR]) {
    const rpc = call(context, INFER);
    rpc.stream.write(lengthPrefix(100));
    await answeredPing(rpc.session);
    rpc.stream.close(code);
    await answeredPing(rpc.session);
  }
  await noneInFlight();
});
