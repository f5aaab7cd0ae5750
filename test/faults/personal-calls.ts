import { type ServiceError, status } from "@grpc/grpc-js";
import type { ChatRequest } from "../../proto/gen/aios/inference/v1/ChatRequest.ts";
import { inferenceClient } from "../support/inference-client.ts";

export interface Addresses {
  /** With `http://`. */
  readonly http: string;
  readonly grpc: string;
}

interface Tally {
  answered: number;
  refused: number;
}

/** Values that stand nowhere in the product's own sources, which a heap holds, too. */
const KEY_BODY = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgquillfeather";
const TOLD = [
  "Write to zoe.quillfeather@example.org or call +44 20 7946 0817; card 4532 6197 0482 7365, SSN 219-46-5837,",
  "IBAN DE44 5001 0517 5407 3249 31, from 198.51.100.217, token ghp_Zq81kLmW0pXv4TtR7sUeYb2NcJh5Fd9GaQoi;",
  `her key is -----BEGIN PRIVATE KEY-----\n${KEY_BODY}\n-----END PRIVATE KEY-----, "zoe q"@example.org`,
].join(" ");

/** Pieces of all that, which are spelled the same in any escaping. */
export const TRACES: readonly string[] = [
  "quillfeather",
  "7946 0817",
  "6197 0482",
  "45326197",
  "46-5837",
  "0517 5407",
  "51.100.217",
  "Zq81kLmW0pXv",
  "zoe q",
];
const CHAT = "gpt-4o-mini";
const CLAUDE = "claude-sonnet-5-5";
const user = { role: "user", content: TOLD };
const tool = {
  role: "assistant",
  content: null,
  tool_calls: [
    { id: "c1", type: "function", function: { name: "look_up", arguments: JSON.stringify({ who: TOLD }) } },
  ],
};

/** Paths and bodies that are answered: whole, streamed, and where values stand in other places than a text. */
const ANSWERED: readonly (readonly [path: string, body: object])[] = [
  ...[false, true].flatMap((stream): readonly (readonly [string, object])[] => [
    ["/v1/chat/completions", { model: CHAT, stream, messages: [user] }],
    [
      "/v1/chat/completions",
      {
        model: CHAT,
        stream,
        messages: [tool, { role: "tool", tool_call_id: "c1", content: TOLD }],
        user: TOLD,
      },
    ],
    ["/v1/completions", { model: CHAT, stream, prompt: TOLD }],
    ["/v1/responses", { model: CHAT, stream, input: TOLD, instructions: TOLD }],
    ["/v1/messages", { model: CLAUDE, stream, max_tokens: 256, system: TOLD, messages: [user] }],
  ]),
  ["/v1/embeddings", { model: "text-embedding-3-small", input: [TOLD] }],
  ["/v1/messages/count_tokens", { model: CLAUDE, messages: [user] }],
];

/** What is refused, by whomever, is refused in words that do not repeat it. */
const REFUSED: readonly (readonly [path: string, body: string, headers?: Record<string, string>])[] = [
  [
    "/v1/chat/completions",
    `{"model":"${CHAT}","messages":[{"role":"user","content":"zoe.quillfeather@example.org`,
  ],
  ["/v1/chat/completions", `{"model":"zoe.quillfeather@example.org","messages":[]}`],
  ["/v1/chat/completions", `{"model":"${CHAT}","stream":"zoe.quillfeather@example.org","messages":[]}`],
  ["/v1/chat/completions", `{"zoe.quillfeather@example.org":1,"zoe.quillfeather@example.org":2}`],
  ["/v1/messages", `{"model":"claude-unknown-zoe.quillfeather@example.org","messages":[]}`],
  ["/v1/nothing/zoe.quillfeather@example.org", "{}"],
  [
    "/v1/chat/completions",
    `{"model":"${CHAT}","messages":[]}`,
    { "x-aios-policy": "zoe.quillfeather@example.org" },
  ],
  [
    "/v1/chat/completions",
    `{"model":"${CHAT}","messages":[]}`,
    { "x-aios-timeout": "zoe.quillfeather@example.org" },
  ],
];

/** Calls whose texts are full of personal data, in every dialect and manner that a sidecar takes. */
export async function callEverySurface({ http, grpc }: Addresses): Promise<Tally> {
  const tally: Tally = { answered: 0, refused: 0 };
  const post = async (path: string, body: string, headers: Record<string, string> = {}): Promise<void> => {
    const reply = await fetch(http + path, {
      method: "POST",
      headers: { "content-type": "application/json", "anthropic-version": "2023-06-01", ...headers },
      body,
    });
    const text = await reply.text();
    if (reply.status !== 200) tally.refused++;
    else tally.answered++;
    if (
      reply.status === 200 &&
      path.startsWith("/v1/chat") &&
      body.includes("quillfeather") &&
      !text.includes("quillfeather")
    )
      throw new Error(`The caller did not get the values back: ${text.slice(0, 300)}`);
  };
  const manners: readonly Record<string, string>[] = [
    {},
    {},
    { "x-aios-session": "s-1", "x-aios-user": "u-1" },
    { "x-aios-user": "u-1" },
    { "x-aios-user": "u-1" },
    { "idempotency-key": "k-1", "cache-control": "no-store" },
  ];
  for (const headers of manners) {
    for (const [index, [path, body]] of ANSWERED.entries()) {
      const key = headers["idempotency-key"];
      const own = key === undefined ? headers : { ...headers, "idempotency-key": `${key}-${index}` };
      await post(path, JSON.stringify(body), own);
    }
  }
  for (const [path, body, headers] of REFUSED) await post(path, body, headers);
  await callByGrpc(grpc, tally);
  // The engine keeps what a regular expression matched last: that is something else now.
  for (const [path, body] of ANSWERED)
    await post(
      path,
      TRACES.reduce((text, trace) => text.replaceAll(trace, "x"), JSON.stringify(body)),
    );
  return tally;
}

async function callByGrpc(address: string, tally: Tally): Promise<void> {
  const client = inferenceClient(address);
  const request: ChatRequest = { model: CHAT, messages: [{ role: "user", text: TOLD }] };
  const count = (error: ServiceError | null) => {
    if (error === null || error.code === status.OK) tally.answered++;
    else tally.refused++;
  };
  try {
    for (const each of [request, { ...request, model: "zoe.quillfeather@example.org" }]) {
      await new Promise<void>((resolve) => {
        client.chat(each, (error) => {
          count(error);
          resolve();
        });
      });
      await new Promise<void>((resolve) => {
        const stream = client.chatStream(each);
        stream.on("data", () => {});
        stream.on("error", (error: ServiceError) => {
          count(error);
          resolve();
        });
        stream.on("end", () => {
          count(null);
          resolve();
        });
      });
    }
  } finally {
    client.close();
  }
}
