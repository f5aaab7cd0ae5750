import type { FastifyInstance } from "fastify";
import { readPurgeRequest } from "../../config/schema/purge.ts";
import { isLoopback } from "../../sidecar/edge/address.ts";
import { JSON_MEDIA_TYPE } from "../../sidecar/edge/http-surface.ts";
import { webPageRefusal } from "../../sidecar/edge/local-callers.ts";
import type { Purging } from "../distribute/purging.ts";

/** How long sidecars may take to confirm, unless the request says. */
const WAIT_MS = 2_000;

/** `POST /api/v1/cache/purge`: takes answers out of the cache of every sidecar, and says how far that got. */
export function registerPurge(app: FastifyInstance, purging: Purging): void {
  app.register((scope, _options, done) => {
    // The listener's own refusal speaks of AI calls.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, parsed) => parsed(null, body));
    scope.post("/api/v1/cache/purge", async (request, reply) => {
      const { headers, ip, body } = request;
      // Nobody has an identity here yet, and the listener may be open to others for the calls they make.
      if (!isLoopback(ip) || headers.origin !== undefined || webPageRefusal(headers) !== undefined) {
        const error =
          "Purges are taken from callers on the control plane's own machine, and from no web page.";
        return reply.code(403).send({ error });
      }
      if (!JSON_MEDIA_TYPE.test(headers["content-type"] ?? ""))
        return reply.code(415).send({ error: "Send JSON, with content-type: application/json." });
      const read = readPurgeRequest(documentIn(body));
      if (typeof read === "string") return reply.code(400).send({ error: read });
      return reply.send(await purging.purge(read.tags, read.waitMs ?? WAIT_MS));
    });
    done();
  });
}

/** Undefined when it is no JSON, which is no request either. */
function documentIn(body: unknown): unknown {
  try {
    return typeof body === "string" ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}
