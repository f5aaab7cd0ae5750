import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Recording } from "./recording.ts";

export interface RecordedProvider {
  /** For an upstream of the Anthropic dialect; with `/v1` for one of OpenAI's. */
  readonly url: string;
  close(): void;
}

/** Answers every call with the recording that its model names. */
export async function startRecordedProvider(
  recordings: ReadonlyMap<string, Recording>,
): Promise<RecordedProvider> {
  const server = createServer(async (request, response) => {
    const recording = recordings.get(await modelOf(request));
    if (recording === undefined) {
      response.writeHead(418).end();
      return;
    }
    response.writeHead(recording.status, recording.headers);
    for (const piece of recording.pieces) {
      response.write(piece);
      // Each piece in a packet of its own, as far as the machine does as it is asked.
      await new Promise((resolve) => void setImmediate(resolve));
    }
    response.end();
  });
  server.on("connection", (socket) => socket.setNoDelay(true));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function modelOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const contentType = request.headers["content-type"] ?? "";
  if (contentType.startsWith("multipart/form-data")) {
    const form = await new Response(body, { headers: { "content-type": contentType } }).formData();
    return String(form.get("model"));
  }
  const document: unknown = JSON.parse(body.toString("utf8"));
  return String(Reflect.get(document as object, "model"));
}
