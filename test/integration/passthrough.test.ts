import assert from "node:assert/strict";
import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
} from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, describe, test } from "node:test";
import OpenAI, { toFile } from "openai";
import { openaiClient } from "../support/sdk-clients.ts";
import { type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

const MIB = 1024 * 1024;
/** What the hops and the kernel may hold of a download that nobody reads. */
const MAX_UNREAD_BYTES = 64 * MIB;
const CALM_MS = 300;

const config = (via: "direct" | "control-plane", lab: string) => `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "{openai}", via: ${via}, auth: { bearer: { env: PASSTHROUGH_TEST_KEY } } }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: lab }
spec: { dialect: openai, url: "${lab}/v1", via: ${via}, connections: { max: 8 } }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: files }
spec:
  match: { paths: [/v1/files] }
  targets: [{ upstream: openai }]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: lab }
spec:
  match: { paths: [/lab] }
  rewritePrefix: /v1/bench
  timeouts: { firstToken: 50ms, idle: 500ms }
  targets: [{ upstream: lab }]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: open }
spec:
  match: { paths: [/open] }
  rewritePrefix: /
  targets: [{ upstream: lab }]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: deep }
spec:
  match: { paths: [/deep] }
  rewritePrefix: /v1/chat
  targets: [{ upstream: lab }]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: private }
spec:
  match: { paths: [/private] }
  targets: [{ upstream: lab }]
  policies: [pii]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: all-of-v1 }
spec:
  match: { paths: [/v1] }
  targets: [{ upstream: lab }]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec:
  match: { models: ["gpt-*"] }
  targets: [{ upstream: openai }]
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec: { redact: { entities: [email] } }
`;

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Told {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

for (const via of ["direct", "control-plane"] as const) {
  describe(`calls that pass through, by way of ${via}`, () => {
    let stack: Stack;
    let openai: OpenAI;
    let lab: Server;
    const asked: Asked[] = [];
    let answer: RequestListener;
    before(async () => {
      process.env.PASSTHROUGH_TEST_KEY = "our-own-key";
      lab = createServer(async (incoming, response) => {
        const { method, url, headers } = incoming;
        asked.push({ method, url, headers, body: await bytesOf(incoming) });
        answer(incoming, response);
      }).listen(0, "127.0.0.1");
      await once(lab, "listening");
      const url = `http://127.0.0.1:${(lab.address() as AddressInfo).port}`;
      stack = await startStack({
        allowedEnv: ["PASSTHROUGH_TEST_*"],
        config: config(via, url),
        provider: { apiKeys: { openai: "our-own-key" } },
        limits: { maxRequestSize: 2 * MIB },
      });
      openai = openaiClient(stack);
    });
    after(async () => {
      await stack?.close();
      lab.close();
      lab.closeAllConnections();
      delete process.env.PASSTHROUGH_TEST_KEY;
    });
    beforeEach(() => {
      stack.provider.clear();
      asked.length = 0;
      answer = (_incoming, response) => response.end("fine");
    });

    /** With the path just as it is: `fetch` would mend it. */
    async function send(
      method: string,
      path: string,
      { headers = {}, body }: { headers?: Record<string, string>; body?: string | Buffer } = {},
    ): Promise<Told> {
      const { port } = new URL(stack.url);
      const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
      const outgoing = request({
        host: "127.0.0.1",
        port,
        method,
        path,
        headers: { ...headers, ...length },
        agent: false,
      });
      outgoing.end(body);
      const [response] = (await once(outgoing, "response")) as [IncomingMessage];
      const text = (await bytesOf(response)).toString("utf8");
      return { status: response.statusCode, headers: response.headers, text };
    }

    test("files are uploaded, listed, read and deleted by the official SDK, with our key", async () => {
      const bytes = Buffer.from(Uint8Array.from({ length: 100_000 }, (_, at) => (at * 7) % 256));
      const file = await openai.files.create({ file: await toFile(bytes, "b.bin"), purpose: "user_data" });
      assert.equal(file.bytes, bytes.byteLength);
      const listed = await openai.files.list();
      assert.deepEqual(
        listed.data.map(({ id }) => id),
        [file.id],
      );
      const content = await openai.files.content(file.id);
      assert.ok(Buffer.from(await content.arrayBuffer()).equals(bytes));
      assert.equal(content.headers.get("content-disposition"), 'attachment; filename="b.bin"');
      assert.equal(content.headers.get("content-length"), String(bytes.byteLength));
      assert.match(content.headers.get("x-request-id") ?? "", /^req_/);
      assert.equal(content.headers.get("x-ratelimit-limit-requests"), "10000");
      assert.equal(content.headers.get("set-cookie"), null);
      assert.equal(content.headers.get("x-aios-route"), "files");
      assert.equal((await openai.files.delete(file.id)).deleted, true);
      for (const call of stack.provider.received) {
        assert.equal(call.headers.authorization, "Bearer our-own-key");
        assert.doesNotMatch(JSON.stringify(call.headers), /an application's own key/);
      }
    });

    test("what a client asks of a file's state and parts is answered by the provider", async () => {
      const file = await openai.files.create({
        file: await toFile(Buffer.from("0123456789"), "ten.txt"),
        purpose: "user_data",
      });
      const place = `/v1/files/${file.id}/content`;
      const part = await send("GET", place, { headers: { range: "bytes=2-4" } });
      assert.deepEqual([part.status, part.text, part.headers["content-range"]], [206, "234", "bytes 2-4/10"]);
      const tag = part.headers.etag ?? "";
      const unchanged = await send("GET", place, { headers: { "if-none-match": tag } });
      assert.deepEqual([unchanged.status, unchanged.text, unchanged.headers.etag], [304, "", tag]);
      const head = await send("HEAD", place);
      assert.deepEqual([head.status, head.text, head.headers["content-length"]], [200, "", "10"]);
    });

    test("a failure is the provider's own, bytes and `retry-after` included", async () => {
      await assert.rejects(openai.files.retrieve("file-none"), (error) => {
        assert.ok(error instanceof OpenAI.NotFoundError);
        assert.match(error.message, /No such File object: file-none/);
        assert.match(error.requestID ?? "", /^req_/);
        return true;
      });
      stack.provider.setFault({ type: "status", status: 429, retryAfterSeconds: 7 }, 1);
      await assert.rejects(openai.files.list(), (error) => {
        assert.ok(error instanceof OpenAI.RateLimitError);
        assert.equal(error.headers?.get("retry-after"), "7");
        assert.equal(error.code, "rate_limit_exceeded");
        return true;
      });
    });

    test("method, path, query, type and bytes arrive as they were sent, behind the upstream's URL", async () => {
      const body = Buffer.from([0, 255, 13, 10, 128]);
      for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
        asked.length = 0;
        const headers = { "content-type": "application/x-odd; a=b", accept: "image/png, */*;q=0.1" };
        const told = await send(method, "/lab/a%20b/c?x=1&y=%2F", { headers, body });
        assert.deepEqual([told.status, told.text], [200, "fine"]);
        assert.deepEqual(
          [asked[0]?.method, asked[0]?.url, asked[0]?.headers["content-type"], asked[0]?.headers.accept],
          [method, "/v1/bench/a%20b/c?x=1&y=%2F", "application/x-odd; a=b", "image/png, */*;q=0.1"],
        );
        assert.ok(asked[0]?.body.equals(body));
      }
      asked.length = 0;
      await send("GET", "/v1/unheard/of");
      assert.deepEqual([asked[0]?.url, asked[0]?.headers["content-length"]], ["/v1/unheard/of", undefined]);
    });

    test("headers pass by allow-list both ways", async () => {
      answer = (_incoming, response) =>
        response
          .writeHead(200, {
            "content-type": "text/plain",
            "content-language": "de",
            "set-cookie": "session=1",
            "www-authenticate": "Basic",
            "x-internal": "1",
            "proxy-authenticate": "Basic",
            "openai-processing-ms": "3",
          })
          .end("x");
      const { headers } = await send("GET", "/lab/x", {
        headers: {
          authorization: "Bearer theirs",
          "x-api-key": "theirs",
          cookie: "theirs",
          "proxy-authorization": "theirs",
          "x-forwarded-for": "10.0.0.1",
          "x-anything": "theirs",
          "openai-beta": "assistants=v2",
          accept: "mail to ada@example.com",
          "if-none-match": "ada@example.com",
        },
      });
      const seen = asked[0]?.headers ?? {};
      assert.doesNotMatch(JSON.stringify(seen), /theirs|10\.0\.0\.1|ada@/);
      assert.equal(seen["openai-beta"], "assistants=v2");
      assert.equal(seen.accept, "*/*");
      assert.equal(headers["content-language"], "de");
      assert.equal(headers["openai-processing-ms"], "3");
      for (const name of ["set-cookie", "www-authenticate", "x-internal", "proxy-authenticate"]) {
        assert.equal(headers[name], undefined, name);
      }
    });

    test("no path leads out of its prefix", async () => {
      for (const path of [
        "/lab/../admin",
        "/lab/%2e%2e/admin",
        "/lab/.%2E/admin",
        "/lab/..;/admin",
        "/lab/..%3bx/admin",
        "/lab/./x",
        "/lab/a%2fb",
        "/lab/a%2F..%2Fb",
        "/lab/a%5cb",
        "/lab/a\\b",
        "/lab//x",
        "/lab/x%00",
        "/lab/..",
      ]) {
        const told = await send("GET", path);
        assert.equal(told.status, 400, path);
        assert.match(told.text, /invalid_request/);
      }
      assert.equal((await send("GET", "/laboratory")).status, 404);
      assert.equal((await send("GET", "/lab%2Fx")).status, 404);
      assert.equal(asked.length, 0);
    });

    test("a surface of its own keeps its dialect, however its path is spelled", async () => {
      const body = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "hi" }] });
      const headers = { "content-type": "application/json" };
      for (const path of ["/v1/chat/completions", "/v1/chat/completions/", "/v1/ch%61t/completions"]) {
        assert.equal((await send("POST", path, { headers, body })).headers["x-aios-route"], "chat", path);
      }
      for (const path of ["/V1/Chat/Completions", "/v1/chat/completions;x=1", "/v1/chat/completions;/"]) {
        assert.equal(
          (await send("POST", path, { headers, body })).status,
          path.includes("V1") ? 404 : 400,
          path,
        );
      }
      assert.equal((await send("POST", "/v1/Chat/completions", { headers, body })).status, 400);
      assert.equal((await send("GET", "/v1/chat/completions")).status, 405);
      assert.match((await send("GET", "/v1/models")).text, /"object":"list"/);
      assert.equal(asked.length, 0);
    });

    test("no route opens a way around the policies of calls with a dialect", async () => {
      const body = JSON.stringify({ model: "gpt-4o", messages: [] });
      for (const path of [
        "/open/chat/completions",
        "/open/v1/messages",
        "/v1/v1/embeddings",
        "/deep/completions",
      ]) {
        const told = await send("POST", path, { headers: { "content-type": "application/json" }, body });
        assert.equal(told.status, 400, path);
        assert.match(told.text, /do not pass through as they are/, path);
      }
      assert.equal(asked.length, 0);
      assert.equal((await send("POST", "/open/chat", { body })).text, "fine");
    });

    test("a body that would not go on as it came is refused: of a GET, or in a coding of its transfer", async () => {
      const idle = await send("GET", "/lab/x", { body: "ignored" });
      assert.equal(idle.status, 400);
      assert.match(idle.text, /has no body/);
      const headers = { "transfer-encoding": "gzip, chunked" };
      const { port } = new URL(stack.url);
      const outgoing = request({
        host: "127.0.0.1",
        port,
        method: "POST",
        path: "/lab/x",
        headers,
        agent: false,
      });
      outgoing.end("x");
      const [response] = (await once(outgoing, "response")) as [IncomingMessage];
      assert.equal(response.statusCode, 415);
      response.resume();
      assert.equal(asked.length, 0);
    });

    test("a header's bytes beyond ASCII come as the provider sent them", async () => {
      const value = 'attachment; filename="größe 中"';
      answer = (_incoming, response) => {
        response.writeHead(200, { "content-disposition": Buffer.from(value).toString("latin1") });
        response.end(Buffer.from("x"));
      };
      const { headers } = await send("GET", "/lab/x");
      assert.equal(Buffer.from(headers["content-disposition"] ?? "", "latin1").toString(), value);
    });

    test("a failure keeps what tells of its body, and one of a HEAD its length", async () => {
      answer = (_incoming, response) =>
        response
          .writeHead(404, { "content-encoding": "gzip", allow: "PUT", "content-length": "3" })
          .end("\x1f\x8b\b");
      const { status, headers } = await send("GET", "/lab/x");
      assert.deepEqual([status, headers["content-encoding"], headers.allow], [404, "gzip", "PUT"]);
      const head = await send("HEAD", "/lab/x");
      assert.deepEqual([head.status, head.headers["content-length"]], [404, "3"]);
    });

    test("what no route takes is refused in the caller's dialect, unread", async () => {
      const unknown = await send("POST", "/v2/anything", { body: "x" });
      assert.equal(unknown.status, 404);
      assert.equal(JSON.parse(unknown.text).error.code, "unknown_url");
      const anthropic = await send("GET", "/v2/x", { headers: { "anthropic-version": "2023-06-01" } });
      assert.equal(JSON.parse(anthropic.text).error.type, "not_found_error");
      assert.equal((await send("TRACE", "/lab/x")).status, 404);
    });

    test("an upload beyond limits.maxRequestSize is refused", async () => {
      const told = await send("POST", "/lab/x", { body: Buffer.alloc(2 * MIB + 1) });
      assert.equal(told.status, 413);
      assert.equal(asked.length, 0);
      assert.equal((await send("POST", "/lab/x", { body: Buffer.alloc(2 * MIB) })).status, 200);
      assert.equal(asked[0]?.body.byteLength, 2 * MIB);
    });

    test("a head without a body yet is handed on at once, and every piece as it comes", async () => {
      let push: ((text: string) => void) | undefined;
      answer = (_incoming, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.flushHeaders();
        push = (text) => response.write(text);
      };
      const abort = new AbortController();
      const response = await fetch(`${stack.url}/lab/stream`, { signal: abort.signal });
      assert.equal(response.headers.get("content-type"), "text/event-stream");
      const reader = response.body?.getReader();
      for (const piece of ["data: 1\n\n", "half of", " an event\n\n"]) {
        push?.(piece);
        const { value } = (await reader?.read()) ?? {};
        assert.equal(Buffer.from(value ?? []).toString(), piece);
      }
      abort.abort();
    });

    test("an answer may take longer than timeouts.firstToken, but not pause for longer than timeouts.idle", async () => {
      answer = (_incoming, response) => void setTimeout(() => response.end("late"), 150);
      assert.equal((await send("GET", "/lab/x")).text, "late");
      answer = (_incoming, response) => void response.writeHead(200).write("begun");
      await assert.rejects(send("GET", "/lab/x"), { code: "ECONNRESET" });
    });

    test("a body that is cut is cut for the client, too", async () => {
      for (const headers of [{}, { "content-length": "1000" }]) {
        answer = (_incoming, response) => {
          response.writeHead(200, { "content-type": "application/octet-stream", ...headers });
          response.write("some", () => response.destroy());
        };
        await assert.rejects(send("GET", "/lab/x"), { code: "ECONNRESET" });
      }
    });

    test("a redirect passes where it leads away from the upstream, and nowhere else", async () => {
      const redirect = (location: string): void => {
        answer = (_incoming, response) => response.writeHead(302, { location }).end();
      };
      redirect("https://storage.example/file?signature=1");
      const away = await send("GET", "/lab/x");
      assert.deepEqual(
        [away.status, away.headers.location],
        [302, "https://storage.example/file?signature=1"],
      );
      redirect("/v1/elsewhere");
      assert.equal((await send("GET", "/lab/x")).status, 502);
      answer = (_incoming, response) => response.writeHead(201, { location: "/v1/internal/7" }).end();
      const created = await send("POST", "/lab/x");
      assert.deepEqual([created.status, created.headers.location], [201, undefined]);
    });

    test("a policy sees every string of JSON, and puts values back; what it cannot look into does not leave", async () => {
      answer = (_incoming, response) =>
        response
          .writeHead(200, { "content-type": "application/json" })
          .end(JSON.stringify({ you: { said: JSON.parse(asked[0]?.body.toString() ?? "") } }));
      const json = { "content-type": "application/json" };
      const body = JSON.stringify({ deep: [{ text: "ada@example.com" }] });
      const told = await send("POST", "/private/x", { headers: json, body });
      assert.deepEqual(JSON.parse(told.text), { you: { said: { deep: [{ text: "ada@example.com" }] } } });
      const placeholder = /^\{"deep":\[\{"text":"(\[EMAIL_[1-9]\d{8}\])"\}\]\}$/;
      const [, first] = placeholder.exec(asked[0]?.body.toString() ?? "") ?? [];
      assert.ok(first !== undefined, asked[0]?.body.toString() ?? "nothing was asked");
      // The provider may keep what it got: one placeholder must never come to stand for two values.
      asked.length = 0;
      await send("POST", "/private/x", { headers: json, body });
      const [, second] = placeholder.exec(asked[0]?.body.toString() ?? "") ?? [];
      assert.ok(second !== undefined && second !== first);

      answer = (_incoming, response) => response.end("fine");
      asked.length = 0;
      const opaque = await send("POST", "/private/x", { headers: { "content-type": "text/csv" }, body: "a" });
      assert.equal(opaque.status, 400);
      assert.match(opaque.text, /text\/csv cannot be looked into/);
      assert.equal((await send("GET", "/private/x?of=ada%40example.com")).status, 400);
      assert.equal(asked.length, 0);
      const named = { "content-type": "application/json; of=ada@example.com" };
      assert.equal((await send("POST", "/private/x", { headers: named, body: "{}" })).status, 400);
      assert.equal(asked.length, 0);
      assert.equal((await send("GET", "/private/x?of=7")).text, "fine");
    });

    test("a reader that stops reading stops the provider, and the download goes on when it reads again", async () => {
      let written = 0;
      const piece = Buffer.alloc(64 * 1024, 1);
      answer = (_incoming, response) => {
        response.writeHead(200, { "content-type": "application/octet-stream" });
        const write = () => {
          let more = true;
          while (more && !response.destroyed) {
            more = response.write(piece);
            written += piece.byteLength;
          }
        };
        response.on("drain", write);
        write();
      };
      const { port } = new URL(stack.url);
      const outgoing = request({ host: "127.0.0.1", port, path: "/lab/endless", agent: false }).end();
      const [response] = (await once(outgoing, "response")) as [IncomingMessage];
      response.pause();
      let before = -1;
      while (before !== written) {
        before = written;
        await new Promise((resolve) => setTimeout(resolve, CALM_MS));
      }
      assert.ok(written < MAX_UNREAD_BYTES, `${written} bytes were taken from the provider unread`);
      response.resume();
      await until(() => written > before + MIB, "the provider goes on");
      outgoing.destroy();
    });
  });
}
