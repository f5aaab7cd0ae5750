/** A client that leaves at any stage, or that hardly reads: the provider's work is cancelled, and nothing is left of the call. */
import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { describe, test } from "node:test";
import { credentials } from "@grpc/grpc-js";
import { loadInference } from "../../proto/load.ts";
import type { Stack } from "../support/stack.ts";
import { until } from "../support/until.ts";
import { chunk, head, startRawProvider, wholeStream } from "./raw-provider.ts";
import { eventsIn, failuresCounted, isIdle, modelFor, sidecarBefore } from "./sidecar-before.ts";
import { SURFACES, type Surface } from "./surfaces.ts";

interface Stage {
  readonly name: string;
  /** What of the request is sent: this share of its bytes. */
  readonly sent: number;
  /** What the provider has replied when the client leaves; events of a stream. */
  readonly replied: "nothing" | "head" | "two events";
}

const STAGES: readonly Stage[] = [
  { name: "within its request's head", sent: 0.1, replied: "nothing" },
  { name: "within its request's body", sent: 0.9, replied: "nothing" },
  { name: "before the provider has answered", sent: 1, replied: "nothing" },
  { name: "when the provider has sent a head", sent: 1, replied: "head" },
  { name: "within the stream", sent: 1, replied: "two events" },
];

const eventsHead = head(200, { "content-type": "text/event-stream", "transfer-encoding": "chunked" });

for (const via of ["direct", "control-plane"] as const) {
  describe(`an upstream that is ${via}`, () => {
    for (const surface of SURFACES.filter(({ events }) => events !== undefined)) {
      for (const stage of STAGES) {
        for (const manner of ["closes", "resets"] as const) {
          test(`${surface.name}: a client that ${manner} its connection ${stage.name} cancels the provider's work`, () =>
            leave(surface, stage, manner, via));
        }
      }
    }
  });
}

async function leave(
  surface: Surface,
  { sent, replied }: Stage,
  manner: "closes" | "resets",
  via: "direct" | "control-plane",
): Promise<void> {
  const provider = await startRawProvider((socket) => {
    if (replied === "nothing") return;
    const events = replied === "two events" ? (surface.events ?? []).slice(0, 2) : [];
    socket.write(eventsHead + events.map(chunk).join(""));
  });
  const stack = await sidecarBefore({ url: provider.url, via });
  try {
    const client = await openRequest(stack, surface, sent);
    if (sent === 1) await until(() => provider.requests === 1, "the provider has the request");
    if (replied === "two events")
      await until(() => client.received().includes("\n\n"), "the client has an event");
    if (manner === "closes") client.socket.destroy();
    else client.socket.resetAndDestroy();
    await until(() => provider.open === 0, "the provider's connection is closed");
    await until(() => isIdle(stack), "nothing is left of the call");
    assert.equal(await failuresCounted(stack, surface.dialect), 0, "nobody blames the upstream");
  } finally {
    await stack.close();
    provider.close();
  }
}

async function openRequest(
  stack: Stack,
  surface: Surface,
  share: number,
  manner: "read all" | "read nothing" = "read all",
): Promise<{ readonly socket: Socket; readonly received: () => string }> {
  const body = JSON.stringify(surface.body(modelFor(surface, "m"), true));
  const lines = Object.entries({ ...surface.headers, "content-type": "application/json" }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const request = `POST ${surface.path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join("")}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  const { hostname, port } = new URL(stack.url);
  const socket = connect(Number(port), hostname);
  let received = "";
  if (manner === "read all") {
    socket.on("data", (data) => {
      received += data.toString("latin1");
    });
  }
  socket.on("error", () => {});
  await new Promise<void>((resolve) => {
    socket.write(request.slice(0, Math.ceil(request.length * share)), () => resolve());
  });
  return { socket, received: () => received };
}

test("a gRPC client that cancels before and within its stream cancels the provider's work", async () => {
  const [surface] = SURFACES;
  assert.ok(surface !== undefined);
  for (const events of [0, 2]) {
    const provider = await startRawProvider((socket) => {
      socket.write(eventsHead + (surface.events ?? []).slice(0, events).map(chunk).join(""));
    });
    const stack = await sidecarBefore({ url: provider.url, via: "control-plane" });
    const client = new (loadInference().Client)(stack.grpcAddress, credentials.createInsecure());
    try {
      const call = client.ChatStream({ model: "openai-m", messages: [{ role: "user", text: "Hi" }] });
      const ended = new Promise<void>((resolve) => void call.on("error", () => resolve()));
      const first = new Promise<void>((resolve) => void call.once("data", () => resolve()));
      await until(() => provider.requests === 1, "the provider has the request");
      if (events > 0) await first;
      call.cancel();
      await ended;
      await until(() => provider.open === 0, "the provider's connection is closed");
      await until(() => isIdle(stack), "nothing is left of the call");
      assert.equal(await failuresCounted(stack, "openai"), 0);
    } finally {
      client.close();
      await stack.close();
      provider.close();
    }
  }
});

test("a client that reads a byte now and then gets the whole stream, and holds up nobody else", async () => {
  const [surface] = SURFACES;
  assert.ok(surface?.events !== undefined);
  const whole = wholeStream(surface.events);
  const provider = await startRawProvider((socket) => socket.write(whole));
  const stack = await sidecarBefore({ url: provider.url, via: "direct" });
  try {
    const { socket } = await openRequest(stack, surface, 1, "read nothing");
    let read = "";
    // A byte each time, so that the others' calls come in between.
    const slow = until(
      () => {
        const byte: Buffer | null = socket.read(1);
        if (byte !== null) read += byte.toString("latin1");
        return read.includes("[DONE]");
      },
      "the whole stream, byte by byte",
      20_000,
    );
    for (let call = 0; call < 5; call++) {
      const reply = await fetch(stack.url + surface.path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(surface.body(modelFor(surface, "m"), true)),
      });
      assert.deepEqual(eventsIn(await reply.text()), surface.events);
    }
    await slow;
    socket.destroy();
    await until(() => isIdle(stack), "nothing is left of any call");
  } finally {
    await stack.close();
    provider.close();
  }
});
