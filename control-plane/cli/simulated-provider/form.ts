/** Bodies that are forms, read by Node's own reader. */
import type { IncomingMessage } from "node:http";

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Form {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

/** Undefined for what is no form. */
export async function readForm(request: IncomingMessage, body: Buffer): Promise<Form | undefined> {
  const contentType = request.headers["content-type"] ?? "";
  if (!contentType.startsWith("multipart/form-data")) return undefined;
  const fields = new Map<string, string>();
  const files = new Map<string, UploadedFile>();
  try {
    const response = new Response(new Uint8Array(body), { headers: { "content-type": contentType } });
    for (const [name, value] of await response.formData()) {
      if (typeof value === "string") fields.set(name, value);
      else files.set(name, { name: value.name, bytes: Buffer.from(await value.arrayBuffer()) });
    }
  } catch {
    return undefined;
  }
  return { fields, files };
}
