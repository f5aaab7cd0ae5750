import assert from "node:assert/strict";
import { once } from "node:events";
import { Duplex } from "node:stream";
import { test } from "node:test";
import type { ServerDuplexStream } from "@grpc/grpc-js";
import { limits } from "../../../../config/schema/settings.ts";
import { createForwardHandlers } from "../../../../control-plane/gateway/forward.ts";
import type { ForwardReply } from "../../../../proto/gen/aios/gateway/v1/ForwardReply.ts";
import type { ForwardRequest__Output } from "../../../../proto/gen/aios/gateway/v1/ForwardRequest.ts";
import type { Engine } from "../../../../sidecar/core/engine.ts";
import { settle } from "../../../support/fake-clock.ts";
import { recordTelemetry } from "../../../support/recorded-telemetry.ts";
import { testEngine } from "../../sidecar/engine-set-up.ts";

/** A `Forward` stream without a connection. */
function aStream(): Duplex {
  const stream = new Duplex({ objectMode: true, read() {}, write: (_message, _encoding, done) => done() });
  return Object.assign(stream, { cancelled: false });
}

for (const [how, why] of [
  ["without a word", undefined],
  ["with an error", new Error("Received RST_STREAM with code 8")],
] as const) {
  test(`an upload that breaks off ${how} is the sidecar's leaving, and no fault of the program`, async (context) => {
    const { engine, clock } = testEngine(context);
    const telemetry = recordTelemetry();
    const handlers = createForwardHandlers({ engine: engine, telemetry, clock, limits: limits.parse({}) });
    const stream = aStream();
    handlers.Forward(stream as unknown as ServerDuplexStream<ForwardRequest__Output, ForwardReply>);
    stream.push({ head: { body: Buffer.alloc(0), complete: false } });
    stream.push({ chunk: Buffer.from("{") });
    await settle();
    const closed = once(stream, "close").catch(() => {});
    stream.destroy(why);
    await closed;
    await settle();
    assert.deepEqual(telemetry.named("internalError"), []);
    assert.equal(engine.callsInFlight, 0);
  });
}

test("a forwarded call keeps the sidecar's id, so that its retry is known for one; what is no UUID is none", async (context) => {
  const ids: string[] = [];
  const { engine, clock, telemetry } = testEngine(context);
  const noting: Engine = {
    ...engine,
    begin: (arrival) => {
      const running = engine.begin(arrival);
      ids.push(running.call.id);
      return running;
    },
  };
  const handlers = createForwardHandlers({ engine: noting, telemetry, clock, limits: limits.parse({}) });
  const id = "01900000-0000-7000-8000-00000000000a";
  for (const callId of [id, "maria.lopez@example.com", `${id}\n`]) {
    const stream = aStream();
    handlers.Forward(stream as unknown as ServerDuplexStream<ForwardRequest__Output, ForwardReply>);
    const plain = { dialect: "openai-chat", method: "", path: "", contentType: "", headers: {} };
    stream.push({ head: { ...plain, callId, body: Buffer.from("{}"), complete: true } });
    stream.push(null);
    await settle();
  }
  assert.equal(ids.length, 3);
  assert.equal(ids[0], id);
  for (const other of ids.slice(1)) {
    assert.match(other, /^[0-9a-f-]{36}$/);
    assert.notEqual(other, id);
  }
});
