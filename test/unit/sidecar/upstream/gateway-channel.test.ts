import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Http2Server, type ServerHttp2Session } from "node:http2";
import { createServer as createTcpServer, type Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { createGatewayChannel, type GatewayChannel } from "../../../../sidecar/upstream/gateway-channel.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { FakeRandom } from "../../../support/fake-random.ts";
import { until } from "../../../support/until.ts";
import { failureOf } from "./support.ts";

const { signal } = new AbortController();

function portOf(server: { address(): ReturnType<Http2Server["address"]> }): number {
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return address.port;
}

async function startPeer(context: TestContext, port = 0) {
  const sessions: ServerHttp2Session[] = [];
  const server = createServer();
  server.on("session", (session) => {
    sessions.push(session);
    session.on("error", () => {});
  });
  // No call here is answered.
  server.on("stream", (stream) => stream.on("error", () => {}));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    for (const session of sessions) session.destroy();
    server.close();
  };
  context.after(stop);
  return { server, sessions, stop, port: portOf(server) };
}

function channelTo(context: TestContext, port: number) {
  const clock = new FakeClock();
  const channel = createGatewayChannel({
    address: `127.0.0.1:${port}`,
    clock,
    random: new FakeRandom(1, [0.5]),
  });
  context.after(() => channel.close());
  return { clock, channel };
}

const ready = async (channel: GatewayChannel) => {
  await channel.connected(1_000, signal);
  assert.equal(channel.state, "ready");
};

test("it connects when the first call wants it, once for all", async (context) => {
  const { sessions, port } = await startPeer(context);
  const { channel } = channelTo(context, port);
  assert.equal(channel.state, "idle");
  await Promise.all([ready(channel), ready(channel)]);
  assert.equal(channel.connected(1_000, signal), undefined);
  assert.equal(sessions.length, 1);
});

test("a peer that answers no ping is given up within 40 s, and the next call connects anew", async (context) => {
  const sockets: Socket[] = [];
  // Whatever it forwards, it forwards no longer once it is cut: bytes vanish, and nobody hears of it.
  const { port: peerPort, sessions } = await startPeer(context);
  const { connect } = await import("node:net");
  const relay = createTcpServer((socket) => {
    sockets.push(socket);
    const onward = connect(peerPort, "127.0.0.1");
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) end.on("error", () => {});
    socket.on("close", () => onward.destroy());
  }).listen(0, "127.0.0.1");
  await once(relay, "listening");
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    relay.close();
  });
  const { channel, clock } = channelTo(context, portOf(relay));
  await ready(channel);
  const [first] = sockets;
  first?.unpipe();
  first?.pause();
  await clock.advance(30_000);
  assert.equal(channel.state, "ready");
  await clock.advance(10_000);
  await until(() => channel.state === "idle", "the connection is given up");
  await ready(channel);
  assert.equal(sessions.length, 2);
});

test("a peer that answers pings is kept", async (context) => {
  const { port, sessions } = await startPeer(context);
  const { channel, clock } = channelTo(context, port);
  await ready(channel);
  for (let pings = 0; pings < 3; pings++) {
    let heard = false;
    sessions[0]?.once("ping", () => {
      heard = true;
    });
    await clock.advance(30_000);
    await until(() => heard, "the ping");
    // Its answer has stopped the clock of the wait for it, and started the next.
    const { remoteSettings } = sessions[0] ?? {};
    assert.ok(remoteSettings);
    await new Promise((resolve) => sessions[0]?.ping(resolve));
    assert.equal(clock.running, 1);
  }
  await clock.advance(10_000);
  assert.equal(channel.state, "ready");
});

test("a peer that is going away gets no more calls; the next one goes over a new connection", async (context) => {
  const { port, sessions } = await startPeer(context);
  const { channel } = channelTo(context, port);
  await ready(channel);
  sessions[0]?.goaway();
  await until(() => channel.state === "idle", "it is known");
  assert.throws(() => channel.forward(), { kind: "gateway-unreachable" });
  await ready(channel);
  assert.equal(sessions.length, 2);
});

test("attempts that fail come further apart, and calls fail at once meanwhile", async (context) => {
  const { port, stop, server } = await startPeer(context);
  stop();
  if (server.listening) await once(server, "close");
  const { channel, clock } = channelTo(context, port);
  assert.equal(
    (await failureOf(channel.connected(1_000, signal) ?? Promise.resolve())).kind,
    "gateway-unreachable",
  );
  assert.equal(channel.state, "failing");
  assert.equal(
    (await failureOf(channel.connected(1_000, signal) ?? Promise.resolve())).kind,
    "gateway-unreachable",
  );
  // The random number in the middle makes the first wait just what it is without jitter.
  await clock.advance(99);
  await startPeer(context, port);
  assert.equal(channel.state, "failing");
  await clock.advance(1);
  await until(() => channel.state === "ready", "the second attempt");
});

test("a peer that is known to be there again is tried at once, and calls wait for it", async (context) => {
  const { port, stop, server } = await startPeer(context);
  stop();
  if (server.listening) await once(server, "close");
  const { channel } = channelTo(context, port);
  await failureOf(channel.connected(1_000, signal) ?? Promise.resolve());
  assert.equal(channel.state, "failing");
  const { sessions } = await startPeer(context, port);
  channel.tryNow();
  channel.tryNow();
  await ready(channel);
  channel.tryNow();
  assert.equal(channel.state, "ready");
  assert.equal(sessions.length, 1);
});

test("an attempt that comes to nothing is given up after 20 s", async (context) => {
  const sockets: Socket[] = [];
  const silent = createTcpServer((socket) => sockets.push(socket)).listen(0, "127.0.0.1");
  await once(silent, "listening");
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
  const { channel, clock } = channelTo(context, portOf(silent));
  const waiting = failureOf(channel.connected(60_000, signal) ?? Promise.resolve());
  await until(() => sockets.length === 1, "the attempt");
  await clock.advance(20_000);
  assert.equal((await waiting).kind, "gateway-unreachable");
  assert.equal(channel.state, "failing");
});

test("closing fails who waits, and leaves nothing running", async (context) => {
  const { port } = await startPeer(context);
  const { channel, clock } = channelTo(context, port);
  const waiting = failureOf(channel.connected(1_000, signal) ?? Promise.resolve());
  channel.close();
  assert.equal((await waiting).kind, "gateway-unreachable");
  assert.equal(channel.state, "closed");
  assert.equal(clock.running, 0);
  assert.equal(
    (await failureOf(channel.connected(1_000, signal) ?? Promise.resolve())).kind,
    "gateway-unreachable",
  );
});
