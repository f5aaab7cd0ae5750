/** What a provider once said, as its documentation shows it: replayed byte for byte. */
export interface Recording {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Cut into these pieces on the way, each in a write of its own. */
  readonly pieces: readonly Uint8Array[];
}

export type Recordings = Readonly<Record<string, Recording>>;

const encoder = new TextEncoder();

/** What each provider sends along with every reply, and an SDK shows. */
const HEADERS = {
  openai: {
    "x-request-id": "req_0a1b2c3d4e5f",
    "openai-organization": "org-conformance",
    "openai-processing-ms": "271",
    "openai-version": "2020-10-01",
    "x-ratelimit-limit-requests": "10000",
    "x-ratelimit-remaining-requests": "9999",
    "x-ratelimit-reset-requests": "6ms",
  },
  anthropic: {
    "request-id": "req_011CSHoEeqs5C35K2UUqR7Fy",
    "anthropic-organization-id": "8a7d0a0e-0f5b-4f0e-9a53-5d1d1a1f3b77",
    "anthropic-ratelimit-requests-limit": "4000",
    "anthropic-ratelimit-requests-remaining": "3999",
    "anthropic-ratelimit-requests-reset": "2026-01-01T00:00:00Z",
  },
} as const;

export type Provider = keyof typeof HEADERS;

export function document(
  provider: Provider,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): Recording {
  return {
    status,
    headers: { ...HEADERS[provider], "content-type": "application/json", ...headers },
    pieces: [encoder.encode(JSON.stringify(body, null, 2))],
  };
}

export function bytes(contentType: string, body: string | Uint8Array): Recording {
  return {
    status: 200,
    headers: { ...HEADERS.openai, "content-type": contentType },
    pieces: [typeof body === "string" ? encoder.encode(body) : body],
  };
}

/** Server-sent events with data alone, then `[DONE]`. */
export function openaiStream(chunks: readonly unknown[], pieceBytes?: number): Recording {
  const text = `${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")}data: [DONE]\n\n`;
  return stream("openai", text, pieceBytes);
}

/** Server-sent events that have the name of their `type`. */
export function namedStream(
  provider: Provider,
  events: readonly { readonly type: string }[],
  pieceBytes?: number,
): Recording {
  return stream(
    provider,
    events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(""),
    pieceBytes,
  );
}

function stream(provider: Provider, text: string, pieceBytes?: number): Recording {
  return {
    status: 200,
    headers: { ...HEADERS[provider], "content-type": "text/event-stream; charset=utf-8" },
    pieces: cut(encoder.encode(text), pieceBytes),
  };
}

function cut(body: Uint8Array, pieceBytes = body.length): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(body.length / pieceBytes) }, (_, index) =>
    body.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  );
}
