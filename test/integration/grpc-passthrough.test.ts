import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import {
  Client,
  credentials,
  Metadata,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceError,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { type LimitsSpec, sidecarSpec } from "../../config/schema/settings.ts";
import { startSidecar } from "../../sidecar/daemon.ts";
import { createLog } from "../../sidecar/platform/log.ts";
import {
  type InferenceClient,
  type InferenceServer,
  type InferRequest,
  type InferResponse,
  inferenceClient,
  type StreamInferResponse,
  startInferenceServer,
} from "../support/open-inference.ts";
import { until } from "../support/until.ts";

type Infer = ServerUnaryCall<InferRequest, InferResponse>;
type Answer = sendUnaryData<InferResponse>;
type Tokens = ServerWritableStream<InferRequest, InferResponse>;
type StreamInfer = ServerDuplexStream<InferRequest, StreamInferResponse>;

interface Options {
  readonly upstream?: string;
  /** URL of another server that answers alike. */
  readonly also?: string;
  readonly route?: string;
  readonly more?: string;
  readonly limits?: Partial<LimitsSpec>;
}

interface Passage {
  readonly client: InferenceClient;
  readonly address: string;
  readonly server: InferenceServer;
}

const ANY_PORT = "127.0.0.1:0";

/** An inference server and a sidecar before it, gone at the end of the test. */
async function passage(
  context: TestContext,
  implementation: UntypedServiceImplementation,
  { upstream = "", also, route = "", more = "", limits = {} }: Options = {},
): Promise<Passage> {
  const server = await startInferenceServer(implementation);
  context.after(() => server.close());
  const folder = await mkdtemp(join(tmpdir(), "aios-test-"));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "config.yaml");
  const place =
    also === undefined ? `url: "${server.url}"` : `endpoints: [{ url: "${server.url}" }, { url: "${also}" }]`;
  await writeFile(
    file,
    `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: triton }
spec: { dialect: grpc, ${place}, via: direct, ${upstream} }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: inference }
spec: { match: { services: [inference.GRPCInferenceService] }, targets: [{ upstream: triton }], ${route} }
${more === "" ? "" : `---\n${more}`}`,
  );
  const base = sidecarSpec.parse({
    listen: { http: ANY_PORT, grpc: ANY_PORT, admin: ANY_PORT, status: ANY_PORT },
  });
  const sidecar = await startSidecar({
    spec: { ...base, limits: { ...base.limits, ...limits }, drainTimeout: 500 },
    configPaths: [file],
    nodeId: "test",
    workload: { namespace: "default", serviceAccount: "default", labels: {} },
    log: createLog({ level: "silent", process: "test" }),
  });
  const address = sidecar.addresses.grpc;
  const client = inferenceClient(address);
  context.after(async () => {
    client.close();
    await sidecar.close();
  });
  return { client, address, server };
}

interface Unary {
  readonly response: InferResponse;
  readonly head: Metadata;
  readonly trailers: Metadata;
}

/** @throws ServiceError */
function infer(
  client: InferenceClient,
  request: InferRequest = { id: "1" },
  { metadata = new Metadata(), deadline }: { metadata?: Metadata; deadline?: number } = {},
): Promise<Unary> {
  return new Promise((resolve, reject) => {
    let head = new Metadata();
    let response: InferResponse = {};
    const call = client.ModelInfer(
      request,
      metadata,
      deadline === undefined ? {} : { deadline },
      (error, message) => {
        if (error !== null) reject(error);
        else response = message ?? {};
      },
    );
    call.on("metadata", (received) => {
      head = received;
    });
    call.on("status", ({ code, metadata: trailers }) => {
      if (code === status.OK) setImmediate(() => resolve({ response, head, trailers }));
    });
  });
}

async function failure(promise: Promise<unknown>): Promise<ServiceError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error && "code" in error && "metadata" in error) return error as ServiceError;
    throw error;
  }
  throw new assert.AssertionError({ message: "expected a failure, but there was none" });
}

async function all<Message>(stream: AsyncIterable<Message>): Promise<readonly Message[]> {
  const messages: Message[] = [];
  for await (const message of stream) messages.push(message);
  return messages;
}

function said(error: ServiceError, name: string): unknown {
  return error.metadata.get(name)[0];
}

const echo = (call: Infer, answer: Answer) =>
  answer(null, { id: call.request.id ?? "", raw_output_contents: call.request.raw_input_contents ?? [] });

describe("methods of a configured service", { concurrency: false, timeout: 60_000 }, () => {
  test("unary: the message and the decision's metadata come back", async (context) => {
    const { client } = await passage(context, { ModelInfer: echo });
    const input = randomBytes(1_000);
    const { response, head, trailers } = await infer(client, { id: "7", raw_input_contents: [input] });
    assert.equal(response.id, "7");
    assert.deepEqual(response.raw_output_contents, [input]);
    assert.equal(head.get("x-aios-route")[0], "inference");
    assert.equal(head.get("x-aios-upstream")[0], "triton");
    assert.match(String(head.get("x-aios-request-id")[0]), /^[0-9a-f-]{36}$/);
    assert.match(String(trailers.get("server-timing")[0]), /^aios;dur=.*upstream;dur=/);
  });

  test("unary: an empty message is a message", async (context) => {
    const { client } = await passage(context, {
      ServerLive: (_call: unknown, answer: sendUnaryData<{ live: boolean }>) => answer(null, { live: true }),
    });
    const live = await new Promise((resolve, reject) => {
      client.ServerLive({}, new Metadata(), {}, (error, reply) =>
        error === null ? resolve(reply) : reject(error),
      );
    });
    assert.deepEqual(live, { live: true });
  });

  test("a stream of replies comes in order and as it is made", async (context) => {
    let more: (() => void) | undefined;
    const { client } = await passage(context, {
      ModelTokens: (call: Tokens) => {
        call.write({ id: "0" });
        more = () => {
          for (let index = 1; index < 200; index++) call.write({ id: String(index) });
          call.end();
        };
      },
    });
    const seen: string[] = [];
    for await (const { id } of client.ModelTokens({})) {
      seen.push(id ?? "");
      if (seen.length === 1) more?.();
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 200 }, (_, index) => String(index)),
    );
  });

  test("a stream of requests is answered once", async (context) => {
    const { client } = await passage(context, {
      ModelCollect: async (call: ServerReadableStream<InferRequest, InferResponse>, answer: Answer) => {
        const ids = (await all<InferRequest>(call)).map(({ id }) => id);
        answer(null, { id: ids.join(",") });
      },
    });
    const response = await new Promise<InferResponse | undefined>((resolve, reject) => {
      const call = client.ModelCollect(new Metadata(), (error, reply) =>
        error === null ? resolve(reply) : reject(error),
      );
      for (const id of ["a", "b", "c"]) call.write({ id });
      call.end();
    });
    assert.equal(response?.id, "a,b,c");
  });

  for (const cache of ["", "cache: { exact: { ttl: 1m } }"]) {
    test(`both ways at once, each waiting for the other${cache === "" ? "" : ", on a route that caches"}`, async (context) => {
      const { client } = await passage(
        context,
        {
          ModelStreamInfer: (call: StreamInfer) => {
            call.write({ error_message: "ready" });
            call.on("data", ({ id }: InferRequest) => call.write({ infer_response: { id: `${id}!` } }));
            call.on("end", () => call.end());
          },
        },
        { route: cache },
      );
      const call = client.ModelStreamInfer();
      const replies = call[Symbol.asyncIterator]() as AsyncIterator<StreamInferResponse>;
      assert.equal((await replies.next()).value?.error_message, "ready");
      for (let turn = 0; turn < 20; turn++) {
        call.write({ id: String(turn) });
        assert.equal((await replies.next()).value?.infer_response?.id, `${turn}!`);
      }
      call.end();
      assert.equal((await replies.next()).done, true);
    });
  }

  test("a caller who waits for the head before it says anything gets it", async (context) => {
    const { client } = await passage(context, {
      ModelStreamInfer: (call: StreamInfer) => {
        const hello = new Metadata();
        hello.set("x-session", "42");
        call.sendMetadata(hello);
        call.on("data", () => {});
        call.on("end", () => call.end());
      },
    });
    const call = client.ModelStreamInfer();
    const head = await new Promise<Metadata>((resolve) => call.once("metadata", resolve));
    assert.equal(head.get("x-session")[0], "42");
    call.end();
    assert.deepEqual(await all(call), []);
  });

  test("large messages pass, in both directions", async (context) => {
    const { client } = await passage(context, { ModelInfer: echo });
    const input = randomBytes(9 * 1024 * 1024);
    const { response } = await infer(client, { raw_input_contents: [input] });
    assert.ok(response.raw_output_contents?.[0]?.equals(input));
  });

  test("a message beyond limits.maxRequestSize is refused, one beyond maxReplySize as well", async (context) => {
    const { client } = await passage(
      context,
      { ModelInfer: echo },
      { upstream: "maxReplySize: 64KiB", limits: { maxRequestSize: 128 * 1024 } },
    );
    const tooLong = await failure(infer(client, { raw_input_contents: [randomBytes(200_000)] }));
    assert.equal(tooLong.code, status.RESOURCE_EXHAUSTED);
    const tooLongAnswer = await failure(infer(client, { raw_input_contents: [randomBytes(100_000)] }));
    assert.equal(tooLongAnswer.code, status.RESOURCE_EXHAUSTED);
    assert.equal(said(tooLongAnswer, "x-aios-error-kind"), "reply-too-large");
  });

  test("metadata passes both ways, binary and repeated values too; credentials and what is ours do not", async (context) => {
    let received = new Metadata();
    const { client } = await passage(context, {
      ModelInfer: (call: Infer, answer: Answer) => {
        received = call.metadata;
        const head = new Metadata();
        head.set("x-initial", "one");
        head.set("initial-bin", Buffer.from([0, 255, 1]));
        head.set("set-cookie", "secret");
        head.set("x-aios-cache", "hit");
        call.sendMetadata(head);
        const trailers = new Metadata();
        trailers.set("x-trailing", "two");
        trailers.add("trailing-bin", Buffer.from([1]));
        trailers.add("trailing-bin", Buffer.from([2, 3]));
        answer(null, {}, trailers);
      },
    });
    const metadata = new Metadata();
    metadata.set("x-custom", "value");
    metadata.set("custom-bin", Buffer.from([200, 0, 10]));
    metadata.set("authorization", "Bearer caller");
    metadata.set("x-api-key", "caller");
    metadata.set("cookie", "caller");
    metadata.set("x-aios-user", "somebody");
    const { head, trailers } = await infer(client, {}, { metadata });
    assert.deepEqual(received.get("x-custom"), ["value"]);
    assert.deepEqual(received.get("custom-bin"), [Buffer.from([200, 0, 10])]);
    for (const name of ["authorization", "x-api-key", "cookie", "x-aios-user"]) {
      assert.deepEqual(received.get(name), [], name);
    }
    assert.match(String(received.get("user-agent")[0]), /^aios\//);
    assert.deepEqual(head.get("x-initial"), ["one"]);
    assert.deepEqual(head.get("initial-bin"), [Buffer.from([0, 255, 1])]);
    assert.deepEqual(head.get("set-cookie"), []);
    assert.deepEqual(head.get("x-aios-cache"), ["bypass"]);
    assert.deepEqual(head.get("x-aios-cache-reason"), ["off"]);
    assert.deepEqual(trailers.get("x-trailing"), ["two"]);
    assert.deepEqual(trailers.get("trailing-bin"), [Buffer.from([1]), Buffer.from([2, 3])]);
  });

  test("the upstream's own credentials go along, and do not come back in what it says", async (context) => {
    process.env["TEST_TRITON_KEY"] = "a-long-secret-key";
    context.after(() => {
      delete process.env["TEST_TRITON_KEY"];
    });
    let code = status.NOT_FOUND;
    let received: unknown;
    const { client } = await passage(
      context,
      {
        ModelInfer: (call: Infer, answer: Answer) => {
          received = call.metadata.get("authorization")[0];
          answer({ code, details: `you sent ${String(received)}` });
        },
      },
      { upstream: "auth: { bearer: { env: TEST_TRITON_KEY } }" },
    );
    const missing = await failure(infer(client));
    assert.equal(received, "Bearer a-long-secret-key");
    assert.equal(missing.code, status.NOT_FOUND);
    assert.doesNotMatch(missing.details, /secret/);
    code = status.UNAUTHENTICATED;
    const refused = await failure(infer(client));
    assert.equal(refused.code, status.INTERNAL);
    assert.equal(said(refused, "x-aios-error-kind"), "upstream-refused-credentials");
  });
});

describe("what the service refuses", { concurrency: false, timeout: 60_000 }, () => {
  test("code, details and trailing metadata are told exactly", async (context) => {
    const { client } = await passage(context, {
      ModelInfer: (_call: Infer, answer: Answer) => {
        const metadata = new Metadata();
        metadata.set("grpc-status-details-bin", Buffer.from([8, 3, 18, 0, 255]));
        metadata.set("x-shard", "b");
        answer({ code: status.FAILED_PRECONDITION, details: "größer als 100% – nein", metadata });
      },
    });
    const error = await failure(infer(client));
    assert.equal(error.code, status.FAILED_PRECONDITION);
    assert.equal(error.details, "größer als 100% – nein");
    assert.deepEqual(said(error, "grpc-status-details-bin"), Buffer.from([8, 3, 18, 0, 255]));
    assert.equal(said(error, "x-shard"), "b");
    assert.equal(said(error, "x-aios-error-kind"), "upstream-rejected");
    assert.equal(said(error, "x-aios-attempts"), "1");
  });

  test("what came before the failure of a stream is all told", async (context) => {
    const { client } = await passage(context, {
      ModelTokens: (call: Tokens) => {
        for (let index = 0; index < 50; index++) call.write({ id: String(index) });
        call.emit("error", { code: status.DATA_LOSS, details: "shard gone" });
      },
    });
    const seen: string[] = [];
    const error = await failure(
      (async () => {
        for await (const { id } of client.ModelTokens({})) seen.push(id ?? "");
      })(),
    );
    assert.equal(error.code, status.DATA_LOSS);
    assert.equal(error.details, "shard gone");
    assert.ok(seen.length > 0);
  });

  test("what is unavailable is tried again, until it is there", async (context) => {
    let calls = 0;
    const { client } = await passage(context, {
      ModelInfer: (call: Infer, answer: Answer) => {
        calls++;
        if (calls === 1) answer({ code: status.UNAVAILABLE, details: "warming up" });
        else echo(call, answer);
      },
    });
    const { response, head } = await infer(client, { id: "again" });
    assert.equal(response.id, "again");
    assert.equal(head.get("x-aios-attempts")[0], "2");
    assert.equal(calls, 2);
  });

  test("a streamed request is sent again from its first message", async (context) => {
    let calls = 0;
    const { client } = await passage(context, {
      ModelCollect: async (call: ServerReadableStream<InferRequest, InferResponse>, answer: Answer) => {
        calls++;
        if (calls === 1) {
          answer({ code: status.UNAVAILABLE, details: "no" });
          return;
        }
        answer(null, { id: (await all<InferRequest>(call)).map(({ id }) => id).join(",") });
      },
    });
    const response = await new Promise<InferResponse | undefined>((resolve, reject) => {
      const call = client.ModelCollect(new Metadata(), (error, reply) =>
        error === null ? resolve(reply) : reject(error),
      );
      for (const id of ["a", "b", "c"]) call.write({ id });
      call.end();
    });
    assert.equal(response?.id, "a,b,c");
    assert.equal(calls, 2);
  });

  test("a streamed request that is no longer kept is not sent again", async (context) => {
    let calls = 0;
    const { client } = await passage(
      context,
      {
        ModelCollect: async (call: ServerReadableStream<InferRequest, InferResponse>, answer: Answer) => {
          calls++;
          await all(call as AsyncIterable<InferRequest>);
          answer({ code: status.UNAVAILABLE, details: "no" });
        },
      },
      { limits: { maxStreamBuffer: 1_024 } },
    );
    const error = await failure(
      new Promise((resolve, reject) => {
        const call = client.ModelCollect(new Metadata(), (fault, reply) =>
          fault === null ? resolve(reply) : reject(fault),
        );
        for (let index = 0; index < 4; index++) call.write({ raw_input_contents: [randomBytes(1_000)] });
        call.end();
      }),
    );
    assert.equal(error.code, status.UNAVAILABLE);
    assert.equal(calls, 1);
  });

  test("after the first message nothing is tried again", async (context) => {
    let calls = 0;
    const { client } = await passage(context, {
      ModelTokens: (call: Tokens) => {
        calls++;
        call.write({ id: "first" }, () =>
          setImmediate(() => call.emit("error", { code: status.UNAVAILABLE, details: "gone" })),
        );
      },
    });
    const error = await failure(all(client.ModelTokens({})));
    assert.equal(error.code, status.UNAVAILABLE);
    assert.equal(error.details, "gone");
    assert.equal(calls, 1);
  });

  test("an upstream that keeps failing is left alone", async (context) => {
    let calls = 0;
    const { client } = await passage(
      context,
      {
        ModelInfer: (_call: Infer, answer: Answer) => {
          calls++;
          answer({ code: status.INTERNAL, details: "broken" });
        },
      },
      {
        upstream: "breaker: { errorRate: 0.5, minimumCalls: 3, openFor: 1m }",
        route: "retry: { attempts: 0 }",
      },
    );
    for (let index = 0; index < 3; index++) {
      assert.equal((await failure(infer(client))).code, status.INTERNAL);
    }
    const error = await failure(infer(client));
    assert.equal(error.code, status.UNAVAILABLE);
    assert.equal(said(error, "x-aios-error-kind"), "breaker-open");
    assert.equal(calls, 3);
  });

  test("nobody listens there", async (context) => {
    const { client, server } = await passage(
      context,
      { ModelInfer: echo },
      { route: "retry: { attempts: 0 }" },
    );
    server.close();
    const error = await failure(infer(client));
    assert.equal(error.code, status.UNAVAILABLE);
    assert.equal(said(error, "x-aios-error-kind"), "connect");
    assert.doesNotMatch(error.details, /127\.0\.0\.1/);
  });
});

describe("time", { concurrency: false, timeout: 60_000 }, () => {
  const silent = {
    ModelInfer: () => {},
    ModelTokens: (call: Tokens) => {
      call.write({ id: "first" });
    },
  };

  test("an upstream that says nothing is given up after timeouts.firstToken", async (context) => {
    const { client } = await passage(context, silent, {
      route: "timeouts: { firstToken: 200ms }, retry: { attempts: 0 }",
    });
    const error = await failure(infer(client));
    assert.equal(error.code, status.DEADLINE_EXCEEDED);
    assert.equal(said(error, "x-aios-error-kind"), "first-token-timeout");
  });

  test("one that falls silent after timeouts.idle", async (context) => {
    const { client } = await passage(context, silent, { route: "timeouts: { idle: 200ms }" });
    const error = await failure(all(client.ModelTokens({})));
    assert.equal(error.code, status.DEADLINE_EXCEEDED);
    assert.equal(said(error, "x-aios-error-kind"), "idle-timeout");
  });

  test("a caller who takes its time to say more is no fault of the upstream", async (context) => {
    const { client } = await passage(
      context,
      {
        ModelStreamInfer: (call: StreamInfer) => {
          call.on("data", ({ id }: InferRequest) => call.write({ infer_response: { id: id ?? "" } }));
          call.on("end", () => call.end());
        },
      },
      { route: "timeouts: { firstToken: 500ms, idle: 500ms }" },
    );
    const call = client.ModelStreamInfer();
    for (const id of ["a", "b"]) {
      await new Promise((resolve) => setTimeout(resolve, 800));
      call.write({ id });
      await new Promise((resolve) => call.once("data", resolve));
    }
    call.end();
    assert.deepEqual(await all(call), []);
  });

  test("the caller's deadline goes along, less what has passed", async (context) => {
    let left = 0;
    const { client } = await passage(context, {
      ModelInfer: (call: Infer, answer: Answer) => {
        left = Number(call.getDeadline()) - Date.now();
        answer(null, {});
      },
    });
    await infer(client, {}, { deadline: Date.now() + 20_000 });
    assert.ok(left > 10_000 && left <= 20_000, `${left}`);
  });

  test("a call that passes its deadline ends upstream as well", async (context) => {
    let ended = false;
    const { client } = await passage(context, {
      ModelInfer: (call: Infer) => {
        call.on("cancelled", () => {
          ended = true;
        });
      },
    });
    const error = await failure(infer(client, {}, { deadline: Date.now() + 200 }));
    assert.equal(error.code, status.DEADLINE_EXCEEDED);
    await until(() => ended, "the upstream's call to end");
  });

  test("a caller who cancels cancels the upstream's call", async (context) => {
    let begun = false;
    let ended = false;
    const { client } = await passage(context, {
      ModelTokens: (call: Tokens) => {
        begun = true;
        call.write({ id: "first" });
        call.on("cancelled", () => {
          ended = true;
        });
      },
    });
    const call = client.ModelTokens({});
    call.on("error", () => {});
    await new Promise((resolve) => call.once("data", resolve));
    assert.ok(begun);
    call.cancel();
    await until(() => ended, "the upstream's call to end");
  });

  test("a caller who does not read stops the upstream", async (context) => {
    let written = 0;
    const { client } = await passage(context, {
      ModelTokens: (call: Tokens) => {
        const block = [randomBytes(64 * 1024)];
        const more = () => {
          while (!call.cancelled && written < 2_000) {
            written++;
            if (!call.write({ raw_output_contents: block })) {
              call.once("drain", more);
              return;
            }
          }
        };
        more();
      },
    });
    const call = client.ModelTokens({});
    call.on("error", () => {});
    await new Promise((resolve) => call.once("readable", resolve));
    let before = -1;
    await until(async () => {
      const stands = before === written;
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return stands;
    }, "the upstream to stand still");
    assert.ok(written < 500, `${written} messages of 64 KiB were taken from the upstream`);
    call.cancel();
  });

  test("an upstream that goes away mid-stream is told, and the next call finds the new one", async (context) => {
    let started = () => {};
    const implementation = {
      ModelInfer: echo,
      ModelTokens: (call: Tokens) => {
        call.write({ id: "first" });
        started();
      },
    };
    const { client, server } = await passage(context, implementation);
    const call = client.ModelTokens({});
    const replies = call[Symbol.asyncIterator]() as AsyncIterator<InferResponse>;
    await new Promise<void>((resolve) => {
      started = resolve;
    });
    assert.equal((await replies.next()).value?.id, "first");
    server.close();
    const error = await failure(replies.next());
    assert.equal(error.code, status.UNAVAILABLE);
    assert.equal(said(error, "x-aios-error-kind"), "upstream-cut");
    const again = await startInferenceServer(implementation, Number(new URL(server.url).port));
    context.after(() => again.close());
    assert.equal((await infer(client, { id: "there" })).response.id, "there");
  });

  test("calls in flight finish on a connection that the upstream is closing; new ones go elsewhere", async (context) => {
    let finish: (() => void) | undefined;
    const implementation = {
      ModelInfer: echo,
      ModelTokens: (call: Tokens) => {
        call.write({ id: "first" });
        finish = () => {
          call.write({ id: "last" });
          call.end();
        };
      },
    };
    const { client, server } = await passage(context, implementation);
    const call = client.ModelTokens({});
    const replies = call[Symbol.asyncIterator]() as AsyncIterator<InferResponse>;
    assert.equal((await replies.next()).value?.id, "first");
    server.server.tryShutdown(() => {});
    const again = await startInferenceServer(implementation, Number(new URL(server.url).port));
    context.after(() => again.close());
    assert.equal((await infer(client, { id: "there" })).response.id, "there");
    finish?.();
    assert.equal((await replies.next()).value?.id, "last");
    assert.equal((await replies.next()).done, true);
  });
});

describe("several endpoints", { concurrency: false, timeout: 60_000 }, () => {
  test("share the calls", async (context) => {
    const asked = [0, 0];
    const serving = (index: number) => ({
      ModelInfer: (call: Infer, answer: Answer) => {
        asked[index] = (asked[index] ?? 0) + 1;
        echo(call, answer);
      },
    });
    const second = await startInferenceServer(serving(1));
    context.after(() => second.close());
    const { client } = await passage(context, serving(0), {
      upstream: "loadBalancing: { policy: round-robin }",
      also: second.url,
    });
    for (let turn = 0; turn < 4; turn++) await infer(client);
    assert.deepEqual(asked, [2, 2]);
  });
});

describe("the cache", { concurrency: false, timeout: 60_000 }, () => {
  const CACHED = { route: "cache: { exact: { ttl: 1m } }" };

  test("the same bytes are answered from memory, metadata included; others are not", async (context) => {
    let calls = 0;
    const { client } = await passage(
      context,
      {
        ModelInfer: (call: Infer, answer: Answer) => {
          calls++;
          const trailers = new Metadata();
          trailers.set("x-model-revision", "5");
          answer(null, { id: call.request.id ?? "", raw_output_contents: [Buffer.from([calls])] }, trailers);
        },
      },
      CACHED,
    );
    const first = await infer(client, { id: "a" });
    assert.equal(first.head.get("x-aios-cache")[0], "miss");
    const second = await infer(client, { id: "a" });
    assert.equal(second.head.get("x-aios-cache")[0], "hit");
    assert.equal(second.head.get("age")[0], "0");
    assert.deepEqual(second.response, first.response);
    assert.equal(second.trailers.get("x-model-revision")[0], "5");
    assert.equal(calls, 1);
    assert.equal((await infer(client, { id: "b" })).head.get("x-aios-cache")[0], "miss");
    const custom = new Metadata();
    custom.set("x-tenant", "other");
    assert.equal(
      (await infer(client, { id: "a" }, { metadata: custom })).head.get("x-aios-cache")[0],
      "miss",
    );
    const user = new Metadata();
    user.set("x-aios-user", "somebody");
    assert.equal((await infer(client, { id: "a" }, { metadata: user })).head.get("x-aios-cache")[0], "miss");
    assert.equal(calls, 4);
  });

  test("failures, and replies of several messages, are not kept", async (context) => {
    let calls = 0;
    const { client } = await passage(
      context,
      {
        ModelInfer: (_call: Infer, answer: Answer) => {
          calls++;
          answer({ code: status.NOT_FOUND, details: "no such model" });
        },
        ModelTokens: (call: Tokens) => {
          calls++;
          call.write({ id: "1" });
          call.write({ id: "2" });
          call.end();
        },
      },
      CACHED,
    );
    for (let turn = 0; turn < 2; turn++) {
      assert.equal((await failure(infer(client))).code, status.NOT_FOUND);
      assert.equal((await all(client.ModelTokens({}))).length, 2);
    }
    assert.equal(calls, 4);
  });

  test("cache-control is heeded", async (context) => {
    let calls = 0;
    const { client } = await passage(
      context,
      {
        ModelInfer: (call: Infer, answer: Answer) => {
          calls++;
          echo(call, answer);
        },
      },
      CACHED,
    );
    const asking = (directive: string) => {
      const metadata = new Metadata();
      metadata.set("cache-control", directive);
      return { metadata };
    };
    const error = await failure(infer(client, { id: "a" }, asking("only-if-cached")));
    assert.equal(said(error, "x-aios-error-kind"), "not-cached");
    await infer(client, { id: "a" });
    assert.equal(
      (await infer(client, { id: "a" }, asking("no-store"))).head.get("x-aios-cache")[0],
      "bypass",
    );
    await infer(client, { id: "a" }, asking("only-if-cached"));
    assert.equal(calls, 2);
  });
});

describe("what does not pass", { concurrency: false, timeout: 60_000 }, () => {
  test("a policy that would have to look into the call refuses it", async (context) => {
    let calls = 0;
    const { client } = await passage(
      context,
      {
        ModelInfer: (call: Infer, answer: Answer) => {
          calls++;
          echo(call, answer);
        },
      },
      {
        route: "policies: [pii]",
        more: `
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec: { redact: { entities: [email] } }
`,
      },
    );
    const error = await failure(infer(client));
    assert.equal(error.code, status.UNIMPLEMENTED);
    assert.equal(said(error, "x-aios-error-kind"), "unsupported");
    assert.equal(calls, 0);
  });

  test("a service that no route names is not implemented; our own services are", async (context) => {
    const { address } = await passage(context, { ModelInfer: echo });
    const client = new Client(address, credentials.createInsecure());
    context.after(() => client.close());
    const call = (path: string) =>
      new Promise<Buffer>((resolve, reject) => {
        const same = (bytes: Buffer) => bytes;
        client.makeUnaryRequest(path, same, same, Buffer.alloc(0), (error, reply) =>
          error === null ? resolve(reply ?? Buffer.alloc(0)) : reject(error),
        );
      });
    const error = await failure(call("/unknown.Service/Method"));
    assert.equal(error.code, status.UNIMPLEMENTED);
    assert.equal(said(error, "x-aios-error-kind"), "unknown-path");
    assert.match(String(said(error, "x-aios-request-id")), /^[0-9a-f-]{36}$/);
    // SERVING
    assert.deepEqual(await call("/grpc.health.v1.Health/Check"), Buffer.from([8, 1]));
  });
});
