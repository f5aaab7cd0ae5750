import { once } from "node:events";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";

/** What becomes of commands from now on; `only`: of those, the others are answered. */
export type RedisBehaviour =
  | { readonly type: "answers" }
  /** Reads and never replies. */
  | { readonly type: "silent"; readonly only?: readonly string[] }
  /** Is late: keeps its replies back until it is told to behave otherwise, or to release them. */
  | { readonly type: "holds"; readonly only?: readonly string[] }
  /** Replies with this error, such as `LOADING Redis is loading`. */
  | { readonly type: "refuses"; readonly error: string; readonly only?: readonly string[] }
  /** Replies with these bytes. */
  | { readonly type: "babbles"; readonly bytes: string; readonly only?: readonly string[] }
  /** Sends this many bytes of its reply, and cuts the connection. */
  | { readonly type: "cuts"; readonly afterBytes: number; readonly only?: readonly string[] };

export interface FakeRedisOptions {
  readonly password?: string;
  readonly username?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** The same again, when one has been closed; any free one when absent. */
  readonly port?: number;
}

interface Entry {
  readonly value: Buffer;
  readonly expiresAt: number;
}

const OK = Buffer.from("+OK\r\n");
const bulk = (value: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`$${value.byteLength}\r\n`), value, Buffer.from("\r\n")]);
const error = (text: string): Buffer => Buffer.from(`-${text}\r\n`);

/** A small Redis (RESP 2) that knows what the shared cache asks, and misbehaves when it is told to. */
export class FakeRedis {
  /** By database and name, as `0:name`. */
  readonly entries = new Map<string, Entry>();
  /** Every command that came, in order, with its arguments. */
  readonly commands: (readonly string[])[] = [];
  readonly port: number;
  /** How many connections there have been. */
  accepted = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server: ReturnType<typeof createTcpServer>;
  readonly #options: FakeRedisOptions;
  #behaviour: RedisBehaviour = { type: "answers" };
  #held: (() => void)[] = [];

  static async start(options: FakeRedisOptions = {}): Promise<FakeRedis> {
    const server = options.tls === undefined ? createTcpServer() : createTlsServer(options.tls);
    server.listen(options.port ?? 0, "127.0.0.1");
    await once(server, "listening");
    return new FakeRedis(server, options);
  }

  private constructor(server: ReturnType<typeof createTcpServer>, options: FakeRedisOptions) {
    this.#server = server;
    this.#options = options;
    this.port = (server.address() as AddressInfo).port;
    server.on(options.tls === undefined ? "connection" : "secureConnection", (socket: Socket) => {
      this.#serve(socket);
    });
  }

  get connections(): number {
    return this.#sockets.size;
  }

  received(name: string): number {
    return this.commands.filter(([command]) => command === name).length;
  }

  behave(behaviour: RedisBehaviour): void {
    this.#behaviour = behaviour;
    this.release();
  }

  /** Sends what was held. */
  release(): void {
    for (const send of this.#held.splice(0)) send();
  }

  cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cutAll();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, "close");
  }

  #serve(socket: Socket): void {
    this.accepted++;
    this.#sockets.add(socket);
    // As Redis does: replies would else wait for each other.
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.on("close", () => this.#sockets.delete(socket));
    const session = { isLoggedIn: this.#options.password === undefined, database: "0" };
    let rest: Buffer = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        const read = readCommand(rest);
        if (read === undefined) return;
        rest = rest.subarray(read.end);
        this.commands.push(read.parts.map((part) => part.toString("latin1")));
        const name = (read.parts[0]?.toString() ?? "").toUpperCase();
        const refusal = this.#refusalOf(name);
        this.#reply(socket, name, refusal ?? this.#execute(read.parts, session));
      }
    });
  }

  #refusalOf(command: string): Buffer | undefined {
    const behaviour = this.#behaviour;
    return behaviour.type === "refuses" && (behaviour.only?.includes(command) ?? true)
      ? error(behaviour.error)
      : undefined;
  }

  #reply(socket: Socket, command: string, reply: Buffer): void {
    const behaviour = this.#behaviour;
    const send = (bytes: Buffer | string) => {
      if (!socket.destroyed) socket.write(bytes);
    };
    if (behaviour.type === "answers" || !(behaviour.only?.includes(command) ?? true)) {
      send(reply);
      return;
    }
    switch (behaviour.type) {
      case "refuses":
        send(reply);
        return;
      case "silent":
        return;
      case "holds":
        this.#held.push(() => send(reply));
        return;
      case "babbles":
        send(behaviour.bytes);
        return;
      case "cuts":
        if (behaviour.afterBytes === 0) socket.destroy();
        else socket.write(reply.subarray(0, behaviour.afterBytes), () => socket.destroy());
    }
  }

  #execute([name = Buffer.alloc(0), ...args]: readonly Buffer[], session: Session): Buffer {
    const command = name.toString().toUpperCase();
    const texts = args.map((arg) => arg.toString());
    const { password, username = "default" } = this.#options;
    if (command === "AUTH") {
      if (password === undefined)
        return error(
          "ERR AUTH <password> called without any password configured for the default user. Are you sure?",
        );
      session.isLoggedIn = texts.at(-1) === password && (texts.length === 1 || texts[0] === username);
      return session.isLoggedIn ? OK : error("WRONGPASS invalid username-password pair or user is disabled.");
    }
    if (!session.isLoggedIn) return error("NOAUTH Authentication required.");
    const key = `${session.database}:${texts[0] ?? ""}`;
    switch (command) {
      case "PING":
        return Buffer.from("+PONG\r\n");
      case "SELECT":
        session.database = texts[0] ?? "0";
        return OK;
      case "SET":
        if (texts[2]?.toUpperCase() !== "PX" || !/^[1-9]\d*$/.test(texts[3] ?? ""))
          return error("ERR syntax error");
        this.entries.set(key, {
          value: Buffer.from(args[1] ?? ""),
          expiresAt: Date.now() + Number(texts[3]),
        });
        return OK;
      case "GETRANGE": {
        const entry = this.entries.get(key);
        if (entry === undefined || entry.expiresAt <= Date.now()) return bulk(Buffer.alloc(0));
        return bulk(entry.value.subarray(Number(texts[1]), Number(texts[2]) + 1));
      }
      default:
        return error(`ERR unknown command '${command}'`);
    }
  }
}

interface Session {
  isLoggedIn: boolean;
  database: string;
}

/** One command, an array of bulk strings; undefined while it is not whole. */
function readCommand(bytes: Buffer): { readonly parts: readonly Buffer[]; readonly end: number } | undefined {
  let at = 0;
  const number = (mark: string): number | undefined => {
    const end = bytes.indexOf("\r\n", at);
    if (end === -1) return undefined;
    const line = bytes.toString("latin1", at, end);
    if (!line.startsWith(mark)) throw new Error(`expected ${mark}, found ${line.slice(0, 20)}`);
    at = end + 2;
    return Number(line.slice(1));
  };
  const count = number("*");
  if (count === undefined) return undefined;
  const parts: Buffer[] = [];
  for (let index = 0; index < count; index++) {
    const length = number("$");
    if (length === undefined || bytes.byteLength < at + length + 2) return undefined;
    parts.push(bytes.subarray(at, at + length));
    at += length + 2;
  }
  return { parts, end: at };
}
