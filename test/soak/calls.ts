/** Every kind of call a client may make, each with a word of its own that the answer has to tell back. */
import { credentials } from "@grpc/grpc-js";
import { Agent, fetch } from "undici";
import { loadInference } from "../../proto/load.ts";

export type Outcome =
  | { readonly result: "answered" }
  /** It said so: a status of 400 or more, an error event, a gRPC status, a connection that broke. */
  | { readonly result: "failed"; readonly how: string }
  /** None of these may ever be. */
  | { readonly result: "wrong"; readonly how: string };

export interface Addresses {
  readonly http: string;
  readonly grpc: string;
}

export interface CallKind {
  readonly name: string;
  readonly call: (addresses: Addresses, word: string) => Promise<Outcome>;
}

/** Gives its connections up soon after the load: what is left then is not held by a caller. */
const CONNECTIONS = { keepAliveTimeout: 1_000, keepAliveMaxTimeout: 1_000 };
const dispatcher = new Agent(CONNECTIONS);
/** Connections that are broken off again and again: calls that share them would wait for new ones most of the time. */
const leavingDispatcher = new Agent(CONNECTIONS);

const chat = (model: string, word: string, stream: boolean) => ({
  model,
  stream,
  messages: [{ role: "user", content: word }],
});
const message = (model: string, word: string, stream: boolean) => ({
  ...chat(model, word, stream),
  max_tokens: 256,
});
const response = (model: string, word: string, stream: boolean) => ({ model, stream, input: word });

/** Where the texts of a document or of an event stand. */
const TEXTS = {
  "/v1/chat/completions": (said: Said) =>
    said.choices?.[0]?.message?.content ?? said.choices?.[0]?.delta?.content,
  "/v1/messages": (said: Said) => said.content?.[0]?.text ?? textOfDelta(said),
  "/v1/responses": (said: Said) =>
    said.type === "response.output_text.delta" ? textOfDelta(said) : said.output?.[0]?.content?.[0]?.text,
} as const;

/** The few members that the texts are found by; whatever a document does not have is undefined. */
interface Said {
  readonly type?: string;
  readonly choices?: readonly {
    readonly message?: { readonly content?: string };
    readonly delta?: { readonly content?: string };
  }[];
  readonly content?: readonly { readonly text?: string }[];
  readonly output?: readonly { readonly content?: readonly { readonly text?: string }[] }[];
  /** A text, or an object with one, as each API likes. */
  readonly delta?: string | { readonly text?: string };
  readonly error?: unknown;
}

/** How each stream says that it is whole, and that it failed. */
const ENDS = {
  "/v1/chat/completions": (last: string) => last === "[DONE]",
  "/v1/messages": (last: string) => last.includes('"message_stop"'),
  "/v1/responses": (last: string) => last.includes('"response.completed"'),
} as const;

function textOfDelta({ delta }: Said): string | undefined {
  return typeof delta === "string" ? delta : delta?.text;
}

type Path = keyof typeof TEXTS;

function http(name: string, path: Path, model: string, stream: boolean): CallKind {
  const body = path === "/v1/messages" ? message : path === "/v1/responses" ? response : chat;
  return {
    name,
    call: async (addresses, word) => {
      const reply = await fetch(`http://${addresses.http}${path}`, {
        dispatcher,
        method: "POST",
        headers: { "content-type": "application/json", "anthropic-version": "2023-06-01" },
        body: JSON.stringify(body(model, word, stream)),
      });
      const text = await reply.text();
      if (reply.status !== 200) return { result: "failed", how: `status ${reply.status}` };
      return stream ? judgeStream(path, text, word) : judge(TEXTS[path](JSON.parse(text)), word);
    },
  };
}

function judge(said: string | undefined, word: string): Outcome {
  if (said === `You said: ${word}`) return { result: "answered" };
  return { result: "wrong", how: `it was told ${JSON.stringify(said?.slice(0, 200))}` };
}

function judgeStream(path: Path, text: string, word: string): Outcome {
  const events = text
    .split("\n")
    .filter((line) => line.startsWith("data: "))
    .map((line) => line.slice("data: ".length));
  const last = events.at(-1) ?? "";
  if (ENDS[path](last)) {
    const said = events
      .filter((data) => data !== "[DONE]")
      .map((data) => TEXTS[path](JSON.parse(data)) ?? "")
      .join("");
    return judge(said, word);
  }
  if (last.includes('"error"')) return { result: "failed", how: "error event" };
  return { result: "wrong", how: "a stream was cut without a word" };
}

/** The same question again and again by everybody: single words, so that the cache answers most of them. */
function cached(name: string, stream: boolean): CallKind {
  const kind = http(name, "/v1/chat/completions", "cached-gpt", stream);
  let turn = 0;
  return { name, call: (addresses) => kind.call(addresses, `word${turn++ % 20}`) };
}

/** Leaves in the middle: nothing to judge but that the sidecar lets go. */
function leaving(name: string, afterMs: number): CallKind {
  return {
    name,
    call: async (addresses, word) => {
      try {
        const reply = await fetch(`http://${addresses.http}/v1/chat/completions`, {
          dispatcher: leavingDispatcher,
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(chat("gpt-4o-mini", `${word} `.repeat(50), true)),
          signal: AbortSignal.timeout(afterMs),
        });
        await reply.text();
        return { result: "answered" };
      } catch {
        return { result: "failed", how: "left" };
      }
    },
  };
}

function grpc(name: string, stream: boolean): CallKind {
  const { Client } = loadInference();
  return {
    name,
    call: (addresses, word) => {
      const client = new Client(addresses.grpc, credentials.createInsecure());
      const request = { model: "gpt-4o-mini", messages: [{ role: "user", text: word }] };
      const deadline = Date.now() + 15_000;
      return new Promise<Outcome>((resolve) => {
        const failed = (code: number | undefined) =>
          resolve({ result: "failed", how: `gRPC status ${code}` });
        if (!stream) {
          client.Chat(request, { deadline }, (error, reply) =>
            error === null ? resolve(judge(reply?.choices[0]?.message?.text, word)) : failed(error.code),
          );
          return;
        }
        let said = "";
        const call = client.ChatStream(request, { deadline });
        call.on("data", (chunk) => {
          said += chunk.choices[0]?.delta?.content ?? "";
        });
        call.on("error", (error: Error & { code?: number }) => failed(error.code));
        call.on("end", () => resolve(judge(said, word)));
      }).finally(() => client.close());
    },
  };
}

export const CALL_KINDS: readonly CallKind[] = [
  http("chat", "/v1/chat/completions", "gpt-4o-mini", false),
  http("chat stream", "/v1/chat/completions", "gpt-4o-mini", true),
  http("messages", "/v1/messages", "claude-sonnet-5-5", false),
  http("messages stream", "/v1/messages", "claude-sonnet-5-5", true),
  http("responses", "/v1/responses", "gpt-4o-mini", false),
  http("responses stream", "/v1/responses", "gpt-4o-mini", true),
  http("chat to an Anthropic upstream", "/v1/chat/completions", "translated-claude", false),
  http("chat stream to an Anthropic upstream", "/v1/chat/completions", "translated-claude", true),
  http("messages to an OpenAI upstream", "/v1/messages", "translated-gpt", false),
  http("messages stream to an OpenAI upstream", "/v1/messages", "translated-gpt", true),
  http("hedged chat stream", "/v1/chat/completions", "hedged-gpt", true),
  cached("cached chat", false),
  cached("cached chat stream", true),
  http("chat that fills the cache", "/v1/chat/completions", "remembered-gpt", false),
  leaving("a client that leaves at once", 3),
  leaving("a client that leaves in the stream", 40),
  grpc("gRPC", false),
  grpc("gRPC stream", true),
];
