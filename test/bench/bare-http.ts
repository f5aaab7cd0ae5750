/** The floor of the HTTP shapes: fastify in front, undici behind, and nothing in between. Usage: bare-http.ts ORIGIN */
import Fastify, { type FastifyInstance } from "fastify";
import { Pool } from "undici";
import { announce } from "./listening.ts";
import { CHAT_PATH, COMPLETION, MESSAGES_PATH } from "./traffic.ts";

const [, , origin] = process.argv;
if (origin === undefined) throw new Error("usage: bare-http.ts ORIGIN");

const pool = new Pool(origin, { connections: 128, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
const HEADERS = ["content-type", "application/json", "accept-encoding", "identity"];

function bare(): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: 16 * 1024 * 1024 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) =>
    done(null, body),
  );
  return app;
}

const proxy = bare();
for (const path of [CHAT_PATH, MESSAGES_PATH]) {
  proxy.post<{ Body: Buffer }>(path, async (request, reply) => {
    const { statusCode, headers, body } = await pool.request({
      method: "POST",
      path,
      headers: HEADERS,
      body: request.body,
    });
    const type = headers["content-type"];
    reply.code(statusCode);
    if (type !== undefined) reply.header("content-type", type);
    if (type?.includes("event-stream")) return reply.send(body);
    return reply.send(Buffer.from(await body.arrayBuffer()));
  });
}

const fixed = bare();
fixed.post(CHAT_PATH, (_request, reply) => {
  reply.header("content-type", "application/json").send(COMPLETION);
});

const listening = async (listener: string, app: FastifyInstance) => {
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  announce({ listener, address: new URL(url).host });
};
await listening("http", proxy);
await listening("http-static", fixed);

// The exit that a signal makes by itself would write no CPU profile.
process.on("SIGTERM", () => process.exit(0));
