/** What a provider or the network does wrong, and for each: the outcome, a bound in time, and that nothing is left of it. */
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { describe, test } from "node:test";
import type { Stack } from "../support/stack.ts";
import { until } from "../support/until.ts";
import { chunk, head, type RawProvider, startRawProvider, wholeDocument } from "./raw-provider.ts";
import { eventsIn, failuresCounted, isIdle, modelFor, seenBy, sidecarBefore } from "./sidecar-before.ts";
import { SURFACES, type Surface } from "./surfaces.ts";

const FIRST_TOKEN_MS = 300;
const IDLE_MS = 300;
const TOTAL_MS = 900;
/** Beyond the timeout that ends a call: what a busy machine may add. */
const GRACE_MS = 2_500;

interface Fault {
  readonly name: string;
  readonly behave: (socket: Socket, surface: Surface, stream: boolean) => void;
  readonly onConnection?: (socket: Socket) => void;
  /** Its reply is whole as HTTP: the connection may serve another call. */
  readonly keepsConnection?: true;
  /** In place of the provider's own URL. */
  readonly url?: (provider: RawProvider) => string;
  readonly unary: Outcome;
  readonly stream: Outcome;
}

/** A status told before the head, or the kind of an error told inside the stream. */
type Outcome =
  | { readonly status: number; readonly blamed: boolean; readonly headers?: Readonly<Record<string, string>> }
  | { readonly errorEvent: true; readonly blamed: boolean };

const failed = (status: number): Outcome => ({ status, blamed: true });
const eventsHead = head(200, { "content-type": "text/event-stream", "transfer-encoding": "chunked" });
const documentHead = (length: number) =>
  head(200, { "content-type": "application/json", "content-length": String(length) });

const respond =
  (unary: (surface: Surface) => string | Buffer, stream: (surface: Surface) => string | Buffer) =>
  (socket: Socket, surface: Surface, isStream: boolean): void => {
    socket.write(isStream ? stream(surface) : unary(surface));
  };

const firstEvents = ({ events = [] }: Surface, count: number) => events.slice(0, count).map(chunk).join("");

const FAULTS: readonly Fault[] = [
  {
    name: "it takes the request and never answers",
    behave: () => {},
    unary: { status: 504, blamed: true },
    stream: failed(504),
  },
  {
    name: "it sends a head and nothing more",
    behave: respond(
      ({ document }) => documentHead(document.length),
      () => eventsHead,
    ),
    unary: { status: 504, blamed: true },
    stream: failed(504),
  },
  {
    name: "it stalls between two tokens",
    behave: respond(
      ({ document }) => documentHead(document.length) + document.slice(0, 20),
      (surface) => eventsHead + firstEvents(surface, 2),
    ),
    unary: { status: 504, blamed: true },
    stream: { errorEvent: true, blamed: true },
  },
  {
    name: "it closes the connection at once",
    behave: (socket) => socket.end(),
    unary: failed(502),
    stream: failed(502),
  },
  {
    name: "it resets the connection at once",
    behave: (socket) => socket.resetAndDestroy(),
    unary: failed(502),
    stream: failed(502),
  },
  {
    name: "nobody listens there",
    behave: () => {},
    url: () => "http://127.0.0.1:1",
    unary: failed(502),
    stream: failed(502),
  },
  {
    name: "its name cannot be resolved",
    behave: () => {},
    url: () => "http://provider.invalid",
    unary: failed(502),
    stream: failed(502),
  },
  {
    name: "it speaks no TLS where TLS is spoken",
    behave: () => {},
    onConnection: (socket) => void socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
    url: ({ url }) => url.replace("http:", "https:"),
    unary: failed(502),
    stream: failed(502),
  },
  {
    name: "it answers 429 with retry-after",
    keepsConnection: true,
    behave: respond(
      () => wholeDocument('{"error":{"message":"slow down"}}', 429, { "retry-after": "7" }),
      () => wholeDocument('{"error":{"message":"slow down"}}', 429, { "retry-after": "7" }),
    ),
    unary: { status: 429, blamed: false, headers: { "retry-after": "7" } },
    stream: { status: 429, blamed: false, headers: { "retry-after": "7" } },
  },
  {
    name: "it answers 429 without retry-after",
    keepsConnection: true,
    behave: respond(
      () => wholeDocument('{"error":{"message":"slow down"}}', 429),
      () => wholeDocument('{"error":{"message":"slow down"}}', 429),
    ),
    unary: { status: 429, blamed: false },
    stream: { status: 429, blamed: false },
  },
  {
    name: "it answers 500 with a web page",
    keepsConnection: true,
    behave: respond(
      () => wholeDocument("<h1>Oops</h1>", 500, { "content-type": "text/html" }),
      () => wholeDocument("<h1>Oops</h1>", 500, { "content-type": "text/html" }),
    ),
    unary: failed(500),
    stream: failed(500),
  },
  {
    name: "it answers with a web page that is fine",
    keepsConnection: true,
    behave: respond(
      () => wholeDocument("<h1>Hi</h1>", 200, { "content-type": "text/html" }),
      () => wholeDocument("<h1>Hi</h1>", 200, { "content-type": "text/html" }),
    ),
    unary: failed(502),
    stream: failed(502),
  },
  {
    name: "it answers with half a document, well-formed as HTTP",
    keepsConnection: true,
    behave: respond(
      ({ document }) => wholeDocument(document.slice(0, 30)),
      (surface) => `${eventsHead}${firstEvents(surface, 1)}0\r\n\r\n`,
    ),
    unary: failed(502),
    stream: { errorEvent: true, blamed: true },
  },
  {
    name: "it answers with what is no HTTP",
    behave: (socket) => socket.write("SSH-2.0-OpenSSH_9.6\r\n"),
    unary: failed(502),
    stream: failed(502),
  },
  {
    name: "its chunks are no chunks",
    behave: respond(
      () =>
        `${head(200, { "content-type": "application/json", "transfer-encoding": "chunked" })}zz\r\n{}\r\n`,
      () => `${eventsHead}zz\r\ndata: {}\r\n`,
    ),
    unary: failed(502),
    stream: failed(502),
  },
  {
    name: "its reply is larger than is allowed",
    behave: respond(
      () => `${documentHead(10_000_000)}{"a":"${"x".repeat(70_000)}`,
      () => `${eventsHead}${chunk(`data: {"a":"${"x".repeat(70_000)}"}\n\n`)}`,
    ),
    unary: { status: 502, blamed: false },
    stream: { status: 502, blamed: false },
  },
  {
    name: "its head is larger than is allowed",
    behave: (socket) => socket.write(head(200, { "x-padding": "x".repeat(100_000) })),
    unary: failed(502),
    stream: failed(502),
  },
  {
    name: "it drips a byte at a time, for ever",
    behave: (socket, _surface, isStream) => {
      socket.write(isStream ? eventsHead : documentHead(1_000_000));
      const timer = setInterval(() => socket.write(isStream ? chunk(":") : " "), 20);
      socket.on("close", () => clearInterval(timer));
    },
    unary: { status: 504, blamed: true },
    stream: failed(504),
  },
  {
    name: "it redirects",
    keepsConnection: true,
    behave: respond(
      () => wholeDocument("{}", 302, { location: "http://127.0.0.1:1/" }),
      () => wholeDocument("{}", 302, { location: "http://127.0.0.1:1/" }),
    ),
    unary: failed(502),
    stream: failed(502),
  },
];

const TIMEOUTS = `timeouts: { connect: 500ms, firstToken: ${FIRST_TOKEN_MS}ms, idle: ${IDLE_MS}ms, total: ${TOTAL_MS}ms }`;

for (const via of ["direct", "control-plane"] as const) {
  describe(`an upstream that is ${via}`, () => {
    for (const fault of FAULTS) {
      test(
        `${fault.name}: told in the caller's dialect, in time, and nothing is left`,
        { timeout: 60_000 },
        () => suffer(fault, via),
      );
    }
  });
}

async function suffer(fault: Fault, via: "direct" | "control-plane"): Promise<void> {
  const byPath = new Map(SURFACES.map((surface) => [surface.path, surface]));
  const provider = await startRawProvider((socket, { line, body }) => {
    const surface = byPath.get(line.split(" ")[1] ?? "");
    if (surface !== undefined) fault.behave(socket, surface, /"stream":true/.test(body));
  }, fault.onConnection);
  const url = fault.url?.(provider) ?? provider.url;
  const stack = await sidecarBefore({ url, via, route: TIMEOUTS, upstream: ", maxReplySize: 64KiB" });
  try {
    const calls = SURFACES.flatMap((surface) => [
      { surface, stream: false, expected: fault.unary },
      ...(surface.events === undefined ? [] : [{ surface, stream: true, expected: fault.stream }]),
    ]);
    await Promise.all(
      calls.map(({ surface, stream, expected }) => expectOutcome(stack, surface, stream, expected)),
    );
    await until(() => isIdle(stack), "nothing is left of any call");
    if (fault.keepsConnection !== true)
      await until(() => provider.open === 0, "the provider's connections are closed");
    for (const dialect of ["openai", "anthropic"] as const) {
      const blamed = calls.filter(
        ({ surface, expected }) => surface.dialect === dialect && expected.blamed,
      ).length;
      assert.equal(await failuresCounted(stack, dialect), blamed, `failures counted against ${dialect}`);
    }
  } finally {
    await stack.close();
    provider.close();
  }
}

async function expectOutcome(
  stack: Stack,
  surface: Surface,
  stream: boolean,
  expected: Outcome,
): Promise<void> {
  const what = `${surface.name}, ${stream ? "streamed" : "unary"}`;
  const startedAt = performance.now();
  const seen = await seenBy(stack, surface, modelFor(surface, "m"), stream);
  const took = performance.now() - startedAt;
  assert.ok(took < TOTAL_MS + GRACE_MS, `${what}: took ${took.toFixed(0)} ms`);
  assert.ok(seen.headers.get("x-aios-request-id"), what);
  if ("status" in expected) {
    assert.equal(seen.status, expected.status, `${what}: ${seen.text}`);
    for (const [name, value] of Object.entries(expected.headers ?? {}))
      assert.equal(seen.headers.get(name), value, what);
  } else {
    assert.equal(seen.status, 200, `${what}: ${seen.text}`);
    assert.ok(surface.isErrorEvent(eventsIn(seen.text).at(-1) ?? ""), `${what}: ${seen.text}`);
  }
}
