import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningProcess, startAios, startProviderProcess } from "../support/processes.ts";

export interface SoakStack {
  readonly provider: string;
  /** By name, with the address of its status listener. */
  readonly processes: readonly {
    readonly name: string;
    readonly process: RunningProcess;
    readonly status: string;
  }[];
  readonly http: string;
  readonly grpc: string;
  readonly admin: string;
  close(): Promise<void>;
}

const ANY = "127.0.0.1:0";

export async function startSoakStack(): Promise<SoakStack> {
  const folder = mkdtempSync(join(tmpdir(), "aios-soak-"));
  // Also when it exits at once; the processes go with this one by themselves.
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  const opened: RunningProcess[] = [];
  const keep = (process: RunningProcess): RunningProcess => {
    opened.push(process);
    return process;
  };
  const close = async () => {
    await Promise.all(opened.map((process) => process.kill("SIGKILL")));
    remove();
    process.off("exit", remove);
  };
  try {
    const provider = keep(await startProviderProcess(0)).addresses.get("provider") ?? "";
    const config = join(folder, "config.yaml");
    await writeFile(config, configFor(provider));
    const settings = join(folder, "settings.yaml");
    await writeFile(settings, SETTINGS);
    const controlPlane = keep(
      await startAios(
        ["control-plane", "--config", config, "--grpc", ANY, "--http", ANY, "--status", ANY],
        ["grpc", "http", "status"],
      ),
    );
    const sidecar = keep(
      await startAios(
        [
          ...["sidecar", "--control-plane", controlPlane.addresses.get("grpc") ?? "", "--config", settings],
          ...["--http", ANY, "--grpc", ANY, "--admin", ANY, "--status", ANY],
        ],
        ["http", "grpc", "admin", "status"],
      ),
    );
    await sidecar.logged((line) => line.event === "config-applied");
    const at = (process: RunningProcess, listener: string) => process.addresses.get(listener) ?? "";
    return {
      provider,
      processes: [
        { name: "sidecar", process: sidecar, status: at(sidecar, "status") },
        { name: "control plane", process: controlPlane, status: at(controlPlane, "status") },
      ],
      http: at(sidecar, "http"),
      grpc: at(sidecar, "grpc"),
      admin: at(sidecar, "admin"),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A cache that is full before memory is judged: from then on something goes with everything that comes. */
const SETTINGS = `
apiVersion: aios.dev/v1
kind: Sidecar
metadata: { name: soak }
spec: { limits: { cacheSize: 4MiB } }
`;

/** Half of the calls are forwarded and half dialled by the sidecar itself; every filter has something to do. */
function configFor(provider: string): string {
  const upstream = (name: string, dialect: string, url: string, via: string) => `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: ${name} }
spec:
  dialect: ${dialect}
  url: "${url}"
  via: ${via}
  connections: { keepAlive: 2s }
  breaker: { minimumCalls: 20, window: 2s, openFor: 300ms }
---`;
  const route = (name: string, models: string, target: string, more = "") => `
apiVersion: aios.dev/v1
kind: Route
metadata: { name: ${name} }
spec:
  match: { models: ["${models}"] }
  targets: [${target}]
  timeouts: { connect: 500ms, firstToken: 2s, idle: 2s, total: 6s }
  retry: { attempts: 1, on: [connect, server-error, upstream-cut, invalid-upstream-reply], backoff: 10ms }
  policies: [pii]
  ${more}
---`;
  return [
    upstream("openai", "openai", `http://${provider}/v1`, "control-plane"),
    upstream("anthropic", "anthropic", `http://${provider}`, "direct"),
    upstream("openai-direct", "openai", `http://${provider}/v1`, "direct"),
    route("openai", "gpt-*", "{ upstream: openai }"),
    route("anthropic", "claude-*", "{ upstream: anthropic }"),
    route("to-anthropic", "translated-claude", "{ upstream: anthropic, model: claude-sonnet-5-5 }"),
    route("to-openai", "translated-gpt", "{ upstream: openai-direct, model: gpt-4o-mini }"),
    route(
      "hedged",
      "hedged-gpt",
      "{ upstream: openai-direct, model: gpt-4o-mini }",
      "hedge: { delay: 200ms, share: 0.2 }",
    ),
    route(
      "cached",
      "cached-gpt",
      "{ upstream: openai-direct, model: gpt-4o-mini }",
      "cache: { exact: { ttl: 1s } }",
    ),
    route(
      "remembered",
      "remembered-gpt",
      "{ upstream: openai-direct, model: gpt-4o-mini }",
      "cache: { exact: { ttl: 10m } }",
    ),
    `
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec: { redact: { entities: [email, phone, card, ssn, iban, ip, secret] } }
`,
  ].join("");
}
