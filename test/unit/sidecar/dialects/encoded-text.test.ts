import assert from "node:assert/strict";
import { test } from "node:test";
import type { DialectName } from "../../../../sidecar/core/call.ts";
import type { JsonObject } from "../../../../sidecar/core/json.ts";
import { payloadFromDocument } from "../../../../sidecar/core/payload.ts";
import { dialectOf } from "../../../../sidecar/dialects/registry.ts";
import { holdsUnseenBytes } from "../../../../sidecar/dialects/unseen-bytes.ts";

const TEXT = "name,mail\nMüller,ada@example.com\n";
const CLEAN = TEXT.replace("ada@example.com", "[EMAIL_1]");
const base64 = (text: string, encoding: BufferEncoding = "utf8") =>
  Buffer.from(text, encoding).toString("base64");
const inLines = (encoded: string) => encoded.replaceAll(/.{20}/g, "$&\r\n");
const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16().toString("base64");

/** How a file may be sent by which a model reads a text. */
const DATA: Readonly<Record<string, string>> = {
  "UTF-8": base64(TEXT),
  "in lines": inLines(base64(TEXT)),
  "URL-safe": Buffer.from(TEXT).toString("base64url"),
  "percent-encoded": encodeURIComponent(base64(TEXT)),
  "ISO 8859-1": base64(TEXT, "latin1"),
  "UTF-16 with its mark": base64(`\ufeff${TEXT}`, "utf16le"),
  "UTF-16 without": base64(TEXT, "utf16le"),
  "UTF-16, big-endian": utf16be(`\ufeff${TEXT}`),
};
const HEADERS = [
  "data:text/csv;base64,",
  "DATA:Text/CSV;BASE64,",
  " data:text/csv ; base64,",
  'data:text/csv;charset="utf-8";base64,',
  "data:text/csv;charset=utf-8;header=present;base64,",
  "data:text/csv;name=a.csv;base64,",
  "data:;base64,",
  "data:application/sql;base64,",
  "data:application/octet-stream;base64,",
  "data:image/svg+xml;base64,",
];

/** Where files stand in requests, by dialect. */
const PLACES: readonly (readonly [DialectName, (url: string, data: string) => JsonObject])[] = [
  ["openai-chat", (url) => said({ type: "file", file: { filename: "a.csv", file_data: url } })],
  ["openai-chat", (url) => said({ type: "image_url", image_url: { url } })],
  ["openai-chat", (url) => said({ type: "text", text: url })],
  ["openai-chat", (_url, data) => said({ type: "file", file: { file_data: data } })],
  [
    "openai-responses",
    (url) => ({ model: "m", input: [{ content: [{ type: "input_file", file_data: url }] }] }),
  ],
  ["anthropic-messages", (_url, data) => said(document("text/csv", data))],
  ["anthropic-messages", (_url, data) => said(document("application/sql", data))],
  ["http-passthrough", (_url, data) => ({ parts: [{ inlineData: { mimeType: "text/csv", data } }] })],
  ["http-passthrough", (url) => ({ files: [url] })],
];

function said(part: JsonObject): JsonObject {
  return { model: "m", max_tokens: 1, messages: [{ role: "user", content: [part] }] };
}

function document(mediaType: string, data: string): JsonObject {
  return { type: "document", source: { type: "base64", media_type: mediaType, data } };
}

function rewritten(dialect: DialectName, request: JsonObject): { texts: string[]; bytes: string } {
  const texts: string[] = [];
  const payload = payloadFromDocument(request, dialectOf(dialect).rewriteRequest).rewriteTexts((text) => {
    texts.push(text);
    return text.replaceAll("ada@example.com", "[EMAIL_1]");
  });
  return { texts, bytes: JSON.stringify(payload.document()) };
}

const decodings = (encoded: string): readonly string[] => {
  const bytes = Buffer.from(encoded, "base64");
  const even = Buffer.from(bytes.subarray(0, bytes.byteLength - (bytes.byteLength % 2)));
  return [
    ...(["utf8", "latin1", "utf16le"] as const).map((encoding) => bytes.toString(encoding)),
    even.swap16().toString("utf16le"),
  ].map((text) => text.replace(/^\ufeff/, ""));
};

test("a file that is a text is looked into, however it is encoded and wherever it stands", () => {
  for (const [name, data] of Object.entries(DATA)) {
    for (const header of HEADERS) {
      for (const [dialect, requestOf] of PLACES) {
        const { texts, bytes } = rewritten(dialect, requestOf(header + data, data));
        const where = `${name}, ${header}, ${dialect}`;
        assert.ok(
          texts.some((text) => text.includes("ada@example.com")),
          where,
        );
        const encoded = /[\w+/-]{30,}={0,2}(?=")/.exec(bytes)?.[0] ?? "";
        assert.ok(decodings(encoded).includes(CLEAN), where);
      }
    }
  }
});

test("bytes that are no text stay as they are, and so does a text in which nothing is found", () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]).toString("base64");
  const others = [
    `data:image/png;base64,${png}`,
    `data:application/octet-stream;base64,${png}`,
    `data:text/plain;base64,${inLines(base64("hello there, nobody is to be found in this"))}`,
  ];
  for (const url of others) {
    const request = said({ type: "file", file: { file_data: url } });
    assert.deepEqual(JSON.parse(rewritten("openai-chat", request).bytes), request);
  }
  const { bytes } = rewritten("openai-chat", said({ type: "file", file: { file_data: png } }));
  assert.ok(bytes.includes(png));
});

test("what stands beside the bytes in a URL is a text", () => {
  const { bytes } = rewritten(
    "openai-chat",
    said({
      type: "image_url",
      image_url: { url: "data:image/png;name=ada@example.com;base64,iVBORw0KGgo=" },
    }),
  );
  assert.ok(bytes.includes("data:image/png;name=[EMAIL_1];base64,iVBORw0KGgo="));
});

test("bytes behind a URL with parameters are unseen like any others", () => {
  for (const url of ["data:image/png;name=a.png;base64,iVBORw0KGgo=", "DATA:image/png;base64,iVBORw0KGgo="])
    assert.equal(holdsUnseenBytes(said({ type: "text", text: url })), true, url);
});
