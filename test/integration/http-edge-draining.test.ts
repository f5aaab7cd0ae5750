import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { BASIC_CONFIG, type Stack, type StackOptions, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

const body = JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: "Hello?" }] });

type Process = "sidecar" | "controlPlane";

/** A stack of which the test closes one process, and what comes after it the rest. */
async function start(
  context: TestContext,
  closedByTest: Process,
  options: Partial<StackOptions> = {},
): Promise<Stack> {
  const stack = await startStack({ config: BASIC_CONFIG, ...options });
  context.after(async () => {
    await stack[closedByTest === "sidecar" ? "controlPlane" : "sidecar"].close();
    await stack.provider.close();
  });
  return stack;
}

async function isRefused(address: string): Promise<boolean> {
  const socket = connect(Number(address.split(":")[1]), "127.0.0.1");
  try {
    await once(socket, "connect");
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}

interface Upload {
  readonly socket: Socket;
  readonly text: () => string;
  readonly closed: Promise<unknown>;
}

/** Its head and half of its body; another request on a second connection shows that it has arrived. */
async function halfSent(context: TestContext, address: string): Promise<Upload> {
  const socket = connect(Number(address.split(":")[1]), "127.0.0.1");
  socket.on("error", () => {});
  let text = "";
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
  });
  const closed = once(socket, "close");
  context.after(() => socket.destroy());
  await once(socket, "connect");
  // The answer of a first request on the same connection shows that the second head has come with it.
  socket.write(
    `GET /v1/models HTTP/1.1\r\nhost: localhost\r\n\r\nPOST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
  );
  await until(() => text.includes("200 OK"), "the first answer");
  text = "";
  return { socket, text: () => text, closed };
}

for (const process of ["sidecar", "controlPlane"] satisfies Process[]) {
  test(`${process}: an upload that is under way when it closes becomes a call and gets its answer`, async (context) => {
    const stack = await start(context, process);
    const upload = await halfSent(context, stack[process].addresses.http);
    const closed = stack[process].close();
    await until(() => isRefused(stack[process].addresses.http), "the listener is closed");
    upload.socket.write(body.slice(10));
    await upload.closed;
    assert.match(upload.text(), /^HTTP\/1\.1 200 OK\r\n/);
    assert.match(upload.text(), /\r\nconnection: close\r\n/i);
    await closed;
  });
}

test("an upload that outlasts the drain timeout is cut", async (context) => {
  const stack = await start(context, "sidecar", { drainTimeout: 100 });
  const upload = await halfSent(context, stack.sidecar.addresses.http);
  await stack.sidecar.close();
  await upload.closed;
  assert.equal(upload.text(), "");
});

test("an upload that is refused while it is under way does not hold up the close", async (context) => {
  const stack = await start(context, "sidecar", { drainTimeout: 60_000, limits: { maxRequestSize: 16 } });
  const socket = connect(Number(stack.sidecar.addresses.http.split(":")[1]), "127.0.0.1");
  socket.on("error", () => {});
  context.after(() => socket.destroy());
  socket.write(
    "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n",
  );
  await once(socket, "data");
  await stack.sidecar.close();
});
