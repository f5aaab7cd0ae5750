import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./until.ts";

const SERVERS = ["valkey-server", "redis-server"] as const;

/** The servers that are installed on this machine; none needs to be. */
export function installedRedisServers(): readonly string[] {
  return SERVERS.filter((name) => spawnSync(name, ["--version"]).status === 0);
}

export interface RedisProcess {
  readonly port: number;
  readonly child: ChildProcess;
  /** As by ctrl-z: it holds its connections and answers nothing. */
  pause(): void;
  resume(): void;
  /** Ends it at once, and removes what it wrote. */
  close(): Promise<void>;
}

export interface RedisProcessOptions {
  /** Any free one when absent. */
  readonly port?: number;
  /** Files; then it speaks nothing but TLS, and clients need a certificate, too. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** As on its command line. */
  readonly settings?: readonly string[];
}

/** A real server that keeps everything in memory. */
export async function startRedisProcess(
  server: string,
  { tls, settings = [], ...options }: RedisProcessOptions = {},
): Promise<RedisProcess> {
  const folder = await mkdtemp(join(tmpdir(), "aios-redis-"));
  const port = options.port ?? (await freePort());
  const listen =
    tls === undefined
      ? ["--port", String(port)]
      : [
          ...["--port", "0", "--tls-port", String(port)],
          ...["--tls-cert-file", tls.cert, "--tls-key-file", tls.key, "--tls-ca-cert-file", tls.cert],
        ];
  const child = spawn(
    server,
    [...listen, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder, ...settings],
    { stdio: "ignore" },
  );
  // It would outlive a test process that ends by itself.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const exited = once(child, "exit");
  const close = async () => {
    process.off("exit", kill);
    kill();
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await until(() => child.exitCode !== null || isListening(port), `${server} to listen`);
    if (child.exitCode !== null) throw new Error(`${server} ended with ${child.exitCode}`);
  } catch (error) {
    await close();
    throw error;
  }
  return { port, child, pause: () => child.kill("SIGSTOP"), resume: () => child.kill("SIGCONT"), close };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
  });
}
