/** `/v1/files`: uploaded, listed, read and deleted, kept in memory. */
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Refusal } from "./errors.ts";
import type { Form } from "./form.ts";
import { bytesReply, type CallContext, documentReply, type WireReply } from "./wire.ts";

const MAX_FILES = 100;

interface KeptFile {
  readonly about: { readonly id: string; readonly filename: string; readonly [member: string]: unknown };
  readonly bytes: Buffer;
  readonly tag: string;
}

/** As the real one's, which stands behind Cloudflare. */
const COOKIE = { "set-cookie": "__cf_bm=simulated; path=/; HttpOnly; Secure" };

export class Files {
  readonly #files = new Map<string, KeptFile>();

  /** Undefined for a method that nothing answers to. */
  respond(
    context: CallContext,
    request: IncomingMessage,
    path: string,
    form: Form | undefined,
  ): WireReply | undefined {
    const [, , , id, part] = path.split("/");
    const { method } = request;
    if (id === undefined) {
      if (method === "POST") return this.#create(context, form);
      return method === "GET" ? this.#list(context) : undefined;
    }
    const file = this.#files.get(id);
    if (file === undefined || (part !== undefined && part !== "content")) {
      throw new Refusal(404, `No such File object: ${id}`, null, "id");
    }
    if (method === "DELETE" && part === undefined) {
      this.#files.delete(id);
      return documentReply(context, { id, object: "file", deleted: true }, { headers: COOKIE });
    }
    if (method !== "GET" && method !== "HEAD") return undefined;
    if (part === undefined) return documentReply(context, file.about, { headers: COOKIE });
    return content(context, request, file);
  }

  #create(context: CallContext, form: Form | undefined): WireReply {
    const file = form?.files.get("file");
    const purpose = form?.fields.get("purpose");
    if (file === undefined || purpose === undefined) {
      const missing = file === undefined ? "file" : "purpose";
      throw new Refusal(400, `'${missing}' is a required property`, null, missing);
    }
    const about = {
      id: `file-simulated${context.number}`,
      object: "file",
      bytes: file.bytes.byteLength,
      created_at: context.createdSeconds,
      expires_at: null,
      filename: file.name,
      purpose,
      status: "processed",
      status_details: null,
    };
    const tag = `"${createHash("sha256").update(file.bytes).digest("hex").slice(0, 32)}"`;
    this.#files.set(about.id, { about, bytes: file.bytes, tag });
    const [oldest] = this.#files.keys();
    if (this.#files.size > MAX_FILES && oldest !== undefined) this.#files.delete(oldest);
    return documentReply(context, about, { headers: COOKIE });
  }

  #list(context: CallContext): WireReply {
    const data = [...this.#files.values()].map(({ about }) => about);
    const list = {
      object: "list",
      data,
      has_more: false,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
    };
    return documentReply(context, list, { headers: COOKIE });
  }
}

function content(context: CallContext, request: IncomingMessage, { about, bytes, tag }: KeptFile): WireReply {
  const headers = {
    ...COOKIE,
    etag: tag,
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=60",
    "content-disposition": `attachment; filename="${about.filename}"`,
  };
  const contentType = "application/octet-stream";
  if (request.headers["if-none-match"] === tag) {
    return bytesReply(context, Buffer.alloc(0), { status: 304, contentType, headers });
  }
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
  if (range === null) return bytesReply(context, bytes, { contentType, headers });
  const [from, to] = [Number(range[1]), Number(range[2])];
  return bytesReply(context, bytes.subarray(from, to + 1), {
    status: 206,
    contentType,
    headers: { ...headers, "content-range": `bytes ${from}-${to}/${bytes.byteLength}` },
  });
}
