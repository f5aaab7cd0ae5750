import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, credentials, Server, ServerCredentials, type sendUnaryData } from "@grpc/grpc-js";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import {
  intercepting,
  type OpaqueRpc,
  serveUnknownMethods,
} from "../../../../sidecar/edge/grpc-catch-all.ts";
import { statusOf } from "../../../../sidecar/edge/grpc-status.ts";
import { HeldBytes } from "../../../../sidecar/edge/held-bytes.ts";
import { settle } from "../../../support/fake-clock.ts";
import { until } from "../../../support/until.ts";

const refusal = () => statusOf(new AiosError("overloaded", "full"), {});

const same = (bytes: Buffer) => bytes;

async function listening(server: Server): Promise<string> {
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, taken) =>
      error === null ? resolve(taken) : reject(error),
    );
  });
  return `127.0.0.1:${port}`;
}

test("a method that no service has is served; one that a service has stays its own", async (context) => {
  const server = new Server({ interceptors: [intercepting(new HeldBytes(1_000_000), refusal)] });
  context.after(() => server.forceShutdown());
  const own = (_call: unknown, answer: sendUnaryData<Buffer>) => answer(null, Buffer.from("own"));
  server.register("/own/Method", own, same, same, "unary");
  serveUnknownMethods(server, (rpc) => {
    rpc.on("data", ({ bytes, taken }) => {
      taken();
      rpc.write(Buffer.from(`${rpc.getPath()} ${bytes}`));
    });
    rpc.on("end", () => rpc.end());
  });
  const client = new Client(await listening(server), credentials.createInsecure());
  context.after(() => client.close());
  const ask = (path: string) =>
    new Promise((resolve, reject) => {
      client.makeUnaryRequest(path, same, same, Buffer.from("hi"), (error, reply) =>
        error === null ? resolve(String(reply)) : reject(error),
      );
    });
  assert.equal(await ask("/own/Method"), "own");
  assert.equal(await ask("/any.Service/Method"), "/any.Service/Method hi");
});

test("of opaque messages one is read at a time", async (context) => {
  const server = new Server({ interceptors: [intercepting(new HeldBytes(1_000_000), refusal)] });
  context.after(() => server.forceShutdown());
  const served = Promise.withResolvers<OpaqueRpc>();
  serveUnknownMethods(server, served.resolve);
  const client = new Client(await listening(server), credentials.createInsecure());
  context.after(() => client.close());
  const call = client.makeBidiStreamRequest("/any.Service/Method", same, same);
  call.on("error", () => {});
  for (const text of ["a", "b", "c"]) call.write(Buffer.from(text));
  call.end();
  const rpc = await served.promise;
  for (const text of ["a", "b", "c"]) {
    rpc.read(0);
    await until(() => rpc.readableLength > 0, "the next message");
    await settle();
    assert.equal(rpc.readableLength, 1);
    const { bytes, taken } = rpc.read();
    assert.equal(String(bytes), text);
    taken();
  }
  call.cancel();
});

test("a grpc-js that keeps its methods elsewhere is noticed at once", () => {
  const server = new Server();
  Reflect.deleteProperty(server, "handlers");
  assert.throws(() => serveUnknownMethods(server, () => {}), /Server\.handlers/);
});
