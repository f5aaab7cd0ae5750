/** The provider: bare node:http with fixed bytes, so that it is never what is measured. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { announce } from "./listening.ts";
import { COMPLETION, EVENTS } from "./traffic.ts";

const DOCUMENT_HEAD = { "content-type": "application/json", "content-length": String(COMPLETION.byteLength) };
const STREAM_HEAD = { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" };

function answer(request: IncomingMessage, response: ServerResponse): void {
  let streamed = false;
  request.on("data", (chunk: Buffer) => {
    // The field is among the last bytes of a request of 1 KiB, which comes in one piece.
    streamed ||= chunk.includes('"stream":true');
  });
  request.on("end", () => {
    if (streamed) stream(response);
    else response.writeHead(200, DOCUMENT_HEAD).end(COMPLETION);
  });
}

/** As fast as it goes, but each token in a write of its own: so do providers send them. */
function stream(response: ServerResponse): void {
  response.writeHead(200, STREAM_HEAD);
  let next = 0;
  const writeNext = () => {
    if (response.destroyed) return;
    response.write(EVENTS[next++]);
    if (next < EVENTS.length) setImmediate(writeNext);
    else response.end();
  };
  writeNext();
}

const server = createServer({ keepAliveTimeout: 60_000 }, answer);
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  announce({ listener: "http", address: `127.0.0.1:${port}` });
});
