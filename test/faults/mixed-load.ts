import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { credentials } from "@grpc/grpc-js";
import { loadInference } from "../../proto/load.ts";

export type Outcome =
  | { readonly kind: string; readonly result: "answered"; readonly degraded: boolean }
  /** It failed and said so: an HTTP status, an error event, a gRPC status, or a connection that broke. */
  | { readonly kind: string; readonly result: "failed"; readonly how: string }
  /** None of these may ever be. */
  | {
      readonly kind: string;
      readonly result: "hung" | "somebody else's answer" | "cut without a word";
      readonly how: string;
    };

const FIXED_REPLY = "The assistant is briefly unavailable.";
const INFERENCE = loadInference();
/** Far above every timeout of the route: who is still waiting then hangs. */
const HUNG_AFTER_MS = 20_000;

export interface MixedLoad {
  readonly outcomes: readonly Outcome[];
  /** Resolves when the calls in flight have ended. */
  stop(): Promise<void>;
}

/** Unary and streamed calls over HTTP and gRPC, `workers` of each kind at once, each with a secret of its own to be told back. */
export function startMixedLoad(
  addresses: () => { readonly http: string; readonly grpc: string },
  workers: number,
): MixedLoad {
  const outcomes: Outcome[] = [];
  const agent = new Agent({ keepAlive: true });
  let stopped = false;
  const kinds = [
    (word: string) => callHttp(agent, addresses().http, word, false),
    (word: string) => callHttp(agent, addresses().http, word, true),
    (word: string) => callGrpc(addresses().grpc, word, false),
    (word: string) => callGrpc(addresses().grpc, word, true),
  ];
  const loops = kinds.flatMap((call) =>
    Array.from({ length: workers }, async () => {
      while (!stopped) {
        const outcome = await orHung(
          call(`secret-${randomUUID()} of ${randomUUID().slice(0, 8)}@example.com`),
        );
        outcomes.push(outcome);
        // A refused connection must not become a busy loop.
        if (outcome.result !== "answered") await new Promise<void>((resolve) => void setTimeout(resolve, 5));
      }
    }),
  );
  return {
    outcomes,
    async stop() {
      stopped = true;
      await Promise.all(loops);
      agent.destroy();
    },
  };
}

async function orHung(call: Promise<Outcome>): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<Outcome>((resolve) => {
    timer = setTimeout(
      () => resolve({ kind: "call", result: "hung", how: `${HUNG_AFTER_MS} ms` }),
      HUNG_AFTER_MS,
    );
  });
  const outcome = await Promise.race([call, hung]);
  clearTimeout(timer);
  return outcome;
}

function judge(kind: string, said: string, word: string): Outcome {
  if (said === `You said: ${word}`) return { kind, result: "answered", degraded: false };
  if (said === FIXED_REPLY) return { kind, result: "answered", degraded: true };
  return { kind, result: "somebody else's answer", how: said.slice(0, 200) };
}

function callHttp(agent: Agent, address: string, word: string, stream: boolean): Promise<Outcome> {
  const kind = stream ? "http stream" : "http unary";
  const body = JSON.stringify({ model: "gpt-4o-mini", stream, messages: [{ role: "user", content: word }] });
  return new Promise((resolve) => {
    const failed = (error: Error) => resolve({ kind, result: "failed", how: error.message });
    const sent = request(
      `http://${address}/v1/chat/completions`,
      {
        agent,
        method: "POST",
        headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", failed);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          if (response.statusCode !== 200)
            resolve({ kind, result: "failed", how: `status ${response.statusCode}` });
          else
            resolve(
              stream
                ? judgeStream(kind, text, word)
                : judge(kind, JSON.parse(text).choices[0].message.content, word),
            );
        });
      },
    );
    sent.on("error", failed);
    sent.end(body);
  });
}

function judgeStream(kind: string, text: string, word: string): Outcome {
  const events = text
    .split("\n")
    .filter((line) => line.startsWith("data: "))
    .map((line) => line.slice("data: ".length));
  if (events.at(-1) === "[DONE]") {
    const said = events
      .slice(0, -1)
      .map((data) => JSON.parse(data).choices?.[0]?.delta?.content ?? "")
      .join("");
    return judge(kind, said, word);
  }
  if (JSON.parse(events.at(-1) ?? "{}").error !== undefined)
    return { kind, result: "failed", how: "error event" };
  return { kind, result: "cut without a word", how: text.slice(-200) };
}

function callGrpc(address: string, word: string, stream: boolean): Promise<Outcome> {
  const kind = stream ? "grpc stream" : "grpc unary";
  const client = new INFERENCE.Client(address, credentials.createInsecure());
  const message = { model: "gpt-4o-mini", messages: [{ role: "user", text: word }] };
  const deadline = Date.now() + 15_000;
  return new Promise<Outcome>((resolve) => {
    if (!stream) {
      client.Chat(message, { deadline }, (error, reply) => {
        if (error !== null) resolve({ kind, result: "failed", how: `status ${error.code}` });
        else resolve(judge(kind, reply?.choices[0]?.message?.text ?? "", word));
      });
      return;
    }
    let said = "";
    const call = client.ChatStream(message, { deadline });
    call.on("data", (chunk) => {
      said += chunk.choices[0]?.delta?.content ?? "";
    });
    call.on("error", (error: Error & { code?: number }) =>
      resolve({ kind, result: "failed", how: `status ${error.code}` }),
    );
    call.on("end", () => resolve(judge(kind, said, word)));
  }).finally(() => client.close());
}
