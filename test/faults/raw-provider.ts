import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

export interface RawRequest {
  /** `POST /v1/chat/completions HTTP/1.1`. */
  readonly line: string;
  readonly body: string;
}

export interface RawProvider {
  /** `http://host:port`. */
  readonly url: string;
  /** Requests that came whole. */
  readonly requests: number;
  /** Connections that stand. */
  readonly open: number;
  close(): void;
}

/** A server that says exactly the bytes it is told to, whether they are HTTP or not. `behave` is called once a request. */
export async function startRawProvider(
  behave: (socket: Socket, request: RawRequest) => void,
  onConnection: (socket: Socket) => void = () => {},
): Promise<RawProvider> {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    onConnection(socket);
    let received = "";
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => {
      received += text;
      const end = received.indexOf("\r\n\r\n");
      if (end === -1) return;
      const head = received.slice(0, end);
      const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
      const body = received.slice(end + 4);
      if (body.length < length) return;
      received = "";
      requests++;
      behave(socket, {
        line: head.split("\r\n", 1)[0] ?? "",
        body: Buffer.from(body, "latin1").toString("utf8"),
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get requests() {
      return requests;
    },
    get open() {
      return sockets.size;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

export function head(status: number, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Told\r\n${lines.join("")}\r\n`;
}

export function wholeDocument(body: string, status = 200, headers: Record<string, string> = {}): Buffer {
  const length = String(Buffer.byteLength(body));
  return Buffer.from(
    head(status, { "content-type": "application/json", "content-length": length, ...headers }) + body,
  );
}

/** One chunk (RFC 9112, 7.1) for each event. */
export function wholeStream(events: readonly string[]): Buffer {
  const start = head(200, { "content-type": "text/event-stream", "transfer-encoding": "chunked" });
  return Buffer.from(`${start}${events.map(chunk).join("")}0\r\n\r\n`);
}

export function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}
