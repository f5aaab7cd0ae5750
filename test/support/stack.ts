import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { embeddings as embeddingsSchema } from "../../config/schema/embeddings.ts";
import { names as namesSchema } from "../../config/schema/names.ts";
import { controlPlaneSpec, type LimitsSpec, sidecarSpec } from "../../config/schema/settings.ts";
import {
  type SimulatedProvider,
  type SimulatedProviderOptions,
  startSimulatedProvider,
} from "../../control-plane/cli/simulated-provider/provider.ts";
import { type RunningControlPlane, startControlPlane } from "../../control-plane/daemon.ts";
import { type RunningSidecar, startSidecar } from "../../sidecar/daemon.ts";
import { createLog } from "../../sidecar/platform/log.ts";
import type { PressureSensor } from "../../sidecar/platform/pressure.ts";

export interface StackOptions {
  /** YAML; `{openai}` and `{anthropic}` stand for the provider's base URLs. */
  readonly config: string;
  readonly provider?: SimulatedProviderOptions;
  readonly limits?: Partial<LimitsSpec>;
  /** Of the tier that finds names, in units of YAML. */
  readonly names?: Parameters<typeof namesSchema.parse>[0];
  /** Of the model that turns questions into vectors, in units of YAML. */
  readonly embeddings?: Parameters<typeof embeddingsSchema.parse>[0];
  /** How hard the sidecar has it. Not at all unless told: how busy the machine is must not decide a test. */
  readonly pressure?: PressureSensor;
  readonly drainTimeout?: number;
  /** Environment variables that what is pushed may use. */
  readonly allowedEnv?: readonly string[];
  /** gRPC on a unix socket as well. */
  readonly uds?: boolean;
  /** Keep the last-known-good configuration. */
  readonly state?: boolean;
  /** The sidecar runs from the files alone. */
  readonly standalone?: boolean;
}

export interface Stack {
  readonly provider: SimulatedProvider;
  readonly controlPlane: RunningControlPlane;
  readonly sidecar: RunningSidecar;
  /** For an OpenAI SDK, `http://…/v1`. */
  readonly openaiUrl: string;
  /** For an Anthropic SDK, and for `/v1/…` paths. */
  readonly url: string;
  readonly grpcAddress: string;
  readonly udsPath: string;
  readonly stateDir: string;
  /** The configuration's file, for tests that edit it. */
  readonly configFile: string;
  writeConfig(config: string): Promise<void>;
  close(): Promise<void>;
}

const ANY_PORT = "127.0.0.1:0";
const AT_EASE: PressureSensor = { read: () => ({ eventLoopDelayMs: 0, heapShare: 0 }), close() {} };

/** Simulated provider, control plane and sidecar in this process, over real sockets on free ports. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), "aios-test-"));
  const opened: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async () => {
    // The last one opened leans on those before it.
    for (const each of opened.splice(0).reverse()) await each();
  };
  try {
    return await startParts(options, folder, opened, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function startParts(
  options: StackOptions,
  folder: string,
  opened: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<Stack> {
  const provider = await startSimulatedProvider(options.provider ?? {});
  opened.push(() => provider.close());
  const configFile = join(folder, "config.yaml");
  const fill = (config: string) =>
    config.replaceAll("{openai}", `${provider.url}/v1`).replaceAll("{anthropic}", provider.url);
  await writeFile(configFile, fill(options.config));
  const log = createLog({ level: "silent", process: "test" });
  const settings = controlPlaneSpec.parse({ listen: { grpc: ANY_PORT, http: ANY_PORT, status: ANY_PORT } });
  const controlPlane = await startControlPlane({
    spec: settings,
    configPaths: [configFile],
    log,
    pressure: AT_EASE,
  });
  opened.push(() => controlPlane.close());
  const udsPath = join(folder, "aios.sock");
  const stateDir = join(folder, "state");
  const base = sidecarSpec.parse({
    listen: {
      http: ANY_PORT,
      grpc: ANY_PORT,
      admin: ANY_PORT,
      status: ANY_PORT,
      ...(options.uds ? { uds: udsPath } : {}),
    },
    ...(options.standalone ? {} : { controlPlane: controlPlane.addresses.grpc }),
    ...(options.state ? { stateDir } : {}),
    secrets: { env: [...(options.allowedEnv ?? [])] },
  });
  const sidecar = await startSidecar({
    spec: {
      ...base,
      limits: { ...base.limits, ...options.limits },
      ...(options.names === undefined ? {} : { names: namesSchema.parse(options.names) }),
      ...(options.embeddings === undefined ? {} : { embeddings: embeddingsSchema.parse(options.embeddings) }),
      drainTimeout: options.drainTimeout ?? 2_000,
    },
    configPaths: options.standalone ? [configFile] : [],
    nodeId: "test",
    workload: { namespace: "default", serviceAccount: "default", labels: { app: "test" } },
    log,
    pressure: options.pressure ?? AT_EASE,
  });
  opened.push(() => sidecar.close());
  await sidecar.ready;
  const url = `http://${sidecar.addresses.http}`;
  return {
    provider,
    controlPlane,
    sidecar,
    url,
    openaiUrl: `${url}/v1`,
    grpcAddress: sidecar.addresses.grpc,
    udsPath,
    stateDir,
    configFile,
    writeConfig: (config) => writeFile(configFile, fill(config)),
    close,
  };
}

/** One route for everything OpenAI-shaped and one for Anthropic's, with redaction, forwarded by the control plane. */
export const BASIC_CONFIG = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "{openai}", models: [gpt-4o-mini, text-embedding-3-small] }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: anthropic }
spec: { dialect: anthropic, url: "{anthropic}", models: [claude-sonnet-5-5] }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: openai }
spec:
  match: { models: ["gpt-*", "text-embedding-*"] }
  targets: [{ upstream: openai }]
  policies: [pii]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: anthropic }
spec:
  match: { models: ["claude-*"] }
  targets: [{ upstream: anthropic }]
  policies: [pii]
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec:
  redact: { entities: [email, phone, card, ssn, iban, ip, secret] }
`;
