/** The provider: bare node:http with fixed bytes, so that it is never what is measured. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { announce } from "./listening.ts";
import {
  ANTHROPIC_EVENTS,
  COMPLETION,
  completionSaying,
  EVENTS,
  MESSAGES_PATH,
  MODELS,
  saidBeforeQuestion,
} from "./traffic.ts";

const documentHead = (body: Buffer) => ({
  "content-type": "application/json",
  "content-length": String(body.byteLength),
});
const DOCUMENT_HEAD = documentHead(COMPLETION);
const STREAM_HEAD = { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" };

const PACE_MS = 5;

function answer(request: IncomingMessage, response: ServerResponse): void {
  let isStream = false;
  let isPaced = false;
  let repeated: Buffer[] | undefined;
  request.on("data", (chunk: Buffer) => {
    // They stand at an end of the request, not across two pieces of it.
    isStream ||= chunk.includes('"stream":true');
    isPaced ||= chunk.includes(MODELS.paced);
    if (chunk.includes(MODELS.personal)) repeated ??= [];
    repeated?.push(chunk);
  });
  request.on("end", () => {
    if (repeated !== undefined) repeat(response, Buffer.concat(repeated).toString());
    else if (!isStream) response.writeHead(200, DOCUMENT_HEAD).end(COMPLETION);
    else stream(response, request.url === MESSAGES_PATH ? ANTHROPIC_EVENTS : EVENTS, isPaced);
  });
}

function repeat(response: ServerResponse, request: string): void {
  const body = completionSaying(saidBeforeQuestion(request));
  response.writeHead(200, documentHead(body)).end(body);
}

/** Each token in a write of its own: so do providers send them. As fast as it goes, or one every few ms. */
function stream(response: ServerResponse, events: readonly Buffer[], isPaced: boolean): void {
  response.writeHead(200, STREAM_HEAD);
  let next = 0;
  const writeNext = () => {
    if (response.destroyed) return;
    response.write(events[next++]);
    if (next >= events.length) response.end();
    else if (isPaced) setTimeout(writeNext, PACE_MS);
    else setImmediate(writeNext);
  };
  writeNext();
}

const server = createServer({ keepAliveTimeout: 60_000 }, answer);
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  announce({ listener: "http", address: `127.0.0.1:${port}` });
});
