import { fileURLToPath } from "node:url";
import {
  type Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  type ClientUnaryCall,
  type ClientWritableStream,
  credentials,
  loadPackageDefinition,
  type Metadata,
  Server,
  ServerCredentials,
  type ServiceClientConstructor,
  type ServiceError,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";

export interface InferRequest {
  readonly model_name?: string;
  readonly id?: string;
  readonly raw_input_contents?: readonly Buffer[];
}

export interface InferResponse {
  readonly model_name?: string;
  readonly id?: string;
  readonly raw_output_contents?: readonly Buffer[];
}

export interface StreamInferResponse {
  readonly error_message?: string;
  readonly infer_response?: InferResponse | null;
}

type Unary<Request, Response> = (
  request: Request,
  metadata: Metadata,
  options: { readonly deadline?: number },
  callback: (error: ServiceError | null, response?: Response) => void,
) => ClientUnaryCall;

export interface InferenceClient extends Client {
  readonly ServerLive: Unary<object, { readonly live: boolean }>;
  readonly ModelInfer: Unary<InferRequest, InferResponse>;
  readonly ModelStreamInfer: (metadata?: Metadata) => ClientDuplexStream<InferRequest, StreamInferResponse>;
  readonly ModelTokens: (
    request: InferRequest,
    metadata?: Metadata,
    options?: { readonly deadline?: number },
  ) => ClientReadableStream<InferResponse>;
  readonly ModelCollect: (
    metadata: Metadata,
    callback: (error: ServiceError | null, response?: InferResponse) => void,
  ) => ClientWritableStream<InferRequest>;
}

function service(): ServiceClientConstructor {
  const definition = loadSync(fileURLToPath(new URL("open-inference.proto", import.meta.url)), {
    keepCase: true,
    defaults: true,
  });
  const loaded = loadPackageDefinition(definition)["inference"];
  if (loaded === undefined || !("GRPCInferenceService" in loaded))
    throw new Error("the proto has no service");
  return loaded["GRPCInferenceService"] as ServiceClientConstructor;
}

export interface InferenceServer {
  /** For `url` of an Upstream. */
  readonly url: string;
  readonly server: Server;
  /** Connections and all: at once. */
  close(): void;
}

/** A server of `inference.GRPCInferenceService` on a free port. */
export async function startInferenceServer(
  implementation: UntypedServiceImplementation,
  port = 0,
): Promise<InferenceServer> {
  const server = new Server({ "grpc.max_receive_message_length": -1 });
  server.addService(service().service, implementation);
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, taken) =>
      error === null ? resolve(taken) : reject(error),
    );
  });
  return { url: `grpc://127.0.0.1:${bound}`, server, close: () => server.forceShutdown() };
}

export function inferenceClient(address: string): InferenceClient {
  const Service = service();
  return new Service(address, credentials.createInsecure(), {
    "grpc.max_receive_message_length": -1,
    "grpc.use_local_subchannel_pool": 1,
    "grpc.enable_retries": 0,
  }) as unknown as InferenceClient;
}
