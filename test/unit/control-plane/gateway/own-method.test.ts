import assert from "node:assert/strict";
import { test } from "node:test";
import { credentials, Server, ServerCredentials, type ServiceError, status } from "@grpc/grpc-js";
import { serveByHttp2 } from "../../../../control-plane/gateway/own-method.ts";
import { loadGateway } from "../../../../proto/load.ts";

const { Client, service } = loadGateway();

for (const channelz of [0, 1]) {
  test(`one method is taken from the server, the others are left to it (channelz: ${channelz})`, async (context) => {
    const server = new Server({ "grpc.enable_channelz": channelz });
    const taken: string[] = [];
    serveByHttp2(server, service.Forward.path, (stream) => {
      taken.push("Forward");
      stream.respond(
        { ":status": 200, "content-type": "application/grpc", "grpc-status": "9" },
        { endStream: true },
      );
    });
    server.addService(service, { ForwardMany: (call: { end(): void }) => call.end() });
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      );
    });
    const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
    context.after(() => {
      client.close();
      server.forceShutdown();
    });
    const one = client.Forward();
    const failed = new Promise<ServiceError>((resolve) => one.once("error", resolve));
    one.resume().end();
    assert.equal((await failed).code, status.FAILED_PRECONDITION);
    const many = client.ForwardMany();
    const ended = new Promise((resolve) => many.once("end", resolve));
    many.resume().end();
    await ended;
    assert.deepEqual(taken, ["Forward"]);
  });
}

test("a version of grpc-js that takes its streams elsewhere is refused at the start", () => {
  const server = new Server();
  Reflect.set(server, "_streamHandler", undefined);
  assert.throws(() => serveByHttp2(server, "/a/b", () => {}), /_streamHandler/);
});
