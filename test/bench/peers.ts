/** Other gateways in the same run: an adapter says how one is started and called. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { RunningProcess } from "./processes.ts";
import type { Side } from "./sides.ts";

/** In words of it, `{port}` is where it is to listen and `{upstream}` the provider's `host:port`. */
const Adapter = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  /** Program and arguments. */
  command: z.array(z.string()).min(1),
  environment: z.record(z.string(), z.string()).default({}),
  /** Sent with every call. */
  headers: z.record(z.string(), z.string()).default({}),
  /** Where its chat completions are, when not at the provider's own path. */
  path: z.string().startsWith("/").optional(),
  /** Names of shapes that it is measured in. */
  shapes: z.array(z.string()).default(["http-miss", "http-sse"]),
  /** What to do when it does not start, such as how it is installed. */
  hint: z.string().optional(),
});
export type PeerAdapter = z.infer<typeof Adapter>;

const PORTKEY = "@portkey-ai/gateway";
const PORTKEY_VERSION = "1.15.2";

/**
 * @param folder where peers that have a name are installed
 * @throws Error with what has to be installed, or what is wrong with the file
 */
export async function readPeer(nameOrFile: string, folder: string): Promise<PeerAdapter> {
  if (nameOrFile !== "portkey") return Adapter.parse(JSON.parse(await readFile(nameOrFile, "utf8")));
  const program = join(folder, "node_modules", PORTKEY, "build", "start-server.js");
  if (!existsSync(program)) {
    throw new Error(
      `${PORTKEY} is not in ${folder}. Install it by: npm install --prefix ${folder} ${PORTKEY}@${PORTKEY_VERSION}`,
    );
  }
  return {
    name: "portkey",
    command: [process.execPath, program, "--headless", "--port={port}"],
    environment: {},
    headers: {
      authorization: "Bearer bench",
      "x-portkey-provider": "openai",
      "x-portkey-custom-host": "http://{upstream}/v1",
    },
    // It answers 500 to streams: it writes into the headers of what it has fetched, which nobody may.
    shapes: ["http-miss"],
  };
}

const START_TIMEOUT_MS = 20_000;
const POLL_MS = 100;

/** @throws Error when it does not listen in time */
export async function startPeer(adapter: PeerAdapter, upstream: string): Promise<Side> {
  const port = await freePort();
  const filled = (text: string) => text.replaceAll("{port}", String(port)).replaceAll("{upstream}", upstream);
  const [program = "", ...flags] = adapter.command.map(filled);
  const child = spawn(program, flags, {
    stdio: "ignore",
    env: { ...process.env, NODE_ENV: "production", ...mapped(adapter.environment, filled) },
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  for (let waitedMs = 0; !(await isListening(port)); waitedMs += POLL_MS) {
    if (waitedMs >= START_TIMEOUT_MS || child.exitCode !== null)
      throw new Error(
        [`${adapter.name} does not listen: ${program} ${flags.join(" ")}`, ...hintsOf(adapter)].join("\n"),
      );
    await sleep(POLL_MS);
  }
  const running = runningPeer(adapter.name, child, `127.0.0.1:${port}`, () => process.off("exit", kill));
  const headers = Object.entries(mapped(adapter.headers, filled)).flat();
  return {
    label: adapter.name,
    tellsDecisions: false,
    headers,
    path: adapter.path,
    processes: [running],
    of: ({ name }) =>
      adapter.shapes.includes(name)
        ? { process: running, others: [], address: running.address("http") }
        : undefined,
  };
}

const hintsOf = ({ hint }: PeerAdapter): readonly string[] => (hint === undefined ? [] : [hint]);

function mapped(
  record: Readonly<Record<string, string>>,
  fill: (text: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, fill(value)]));
}

function runningPeer(name: string, child: ChildProcess, address: string, forget: () => void): RunningProcess {
  let isStopping = false;
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    name,
    pid: child.pid ?? 0,
    address: () => address,
    get death() {
      return isStopping || child.exitCode === null
        ? undefined
        : `${name} ended (exit code ${child.exitCode})`;
    },
    async stop() {
      isStopping = true;
      child.kill("SIGKILL");
      await exited;
      forget();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    const settle = (listens: boolean) => {
      socket.destroy();
      resolve(listens);
    };
    socket.once("connect", () => settle(true));
    socket.once("error", () => settle(false));
  });
}
