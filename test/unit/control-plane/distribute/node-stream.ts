import { Duplex } from "node:stream";
import { Metadata, type ServerDuplexStream, status } from "@grpc/grpc-js";
import type { ConfigMessage } from "../../../../proto/gen/aios/config/v1/ConfigMessage.ts";
import type { NodeMessage__Output } from "../../../../proto/gen/aios/config/v1/NodeMessage.ts";

type Stream = ServerDuplexStream<NodeMessage__Output, ConfigMessage>;

const EMPTY: NodeMessage__Output = { hello: null, ack: null, nack: null, purged: null };

/** A sidecar's config stream as the server sees it, without a connection. The test plays the sidecar. */
export class NodeStream extends Duplex implements Stream {
  readonly sent: ConfigMessage[] = [];
  /** The gRPC status it ended with; undefined while it is open. */
  endedWith: { readonly code: status; readonly details: string } | undefined;
  cancelled = false;
  readonly metadata = new Metadata();

  constructor() {
    super({ objectMode: true });
    // As grpc-js does it: an error is a status.
    this.on("error", (error: Error & { readonly code?: status; readonly details?: string }) => {
      this.endedWith ??= { code: error.code ?? status.UNKNOWN, details: error.details ?? "" };
    });
    this.on("finish", () => {
      this.endedWith ??= { code: status.OK, details: "OK" };
    });
  }

  override _read(): void {}

  override _write(message: ConfigMessage, _encoding: string, done: () => void): void {
    this.sent.push(message);
    done();
  }

  /** From the sidecar. */
  say(message: Partial<NodeMessage__Output>): void {
    this.push({ ...EMPTY, ...message });
  }

  hello(nodeId = "node-1", appliedVersion = "", labels: Record<string, string> = {}, purgedUpTo = 0): void {
    const workload = { namespace: "default", serviceAccount: "app", labels };
    this.say({
      hello: {
        nodeId,
        workload,
        softwareVersion: "0.1.0",
        schemaVersion: "aios.dev/v1",
        appliedVersion,
        source: "SOURCE_NONE",
        purgedUpTo,
      },
    });
  }

  /** The sidecar's end, or its connection, is gone. */
  cancel(): void {
    this.cancelled = true;
    this.emit("cancelled", "cancelled");
    this.destroy();
  }

  get bundles(): readonly NonNullable<ConfigMessage["bundle"]>[] {
    return this.sent.flatMap(({ bundle }) => bundle ?? []);
  }

  /** What it was told to purge, message by message. */
  get purges(): readonly NonNullable<ConfigMessage["purge"]>[] {
    return this.sent.flatMap(({ purge }) => purge ?? []);
  }

  get heartbeats(): number {
    return this.sent.filter(({ heartbeat }) => heartbeat != null).length;
  }

  serialize(): Buffer {
    throw new Error("nothing is serialised here");
  }
  deserialize(): NodeMessage__Output {
    throw new Error("nothing is deserialised here");
  }
  getPeer(): string {
    return "test";
  }
  sendMetadata(): void {}
  getDeadline(): number {
    return Number.POSITIVE_INFINITY;
  }
  getPath(): string {
    return "/aios.config.v1.ConfigDiscovery/Stream";
  }
  getHost(): string {
    return "test";
  }
  getAuthContext(): Record<string, never> {
    return {};
  }
  getMetricsRecorder(): never {
    throw new Error("there are no call metrics here");
  }
}
