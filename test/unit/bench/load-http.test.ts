import assert from "node:assert/strict";
import { createServer, type OutgoingHttpHeaders } from "node:http";
import { type TestContext, test } from "node:test";
import type { Expected } from "../../bench/caller.ts";
import { createHttpCaller } from "../../bench/load-http.ts";
import { COMPLETION, completionSaying, MODELS, PERSONAL_DATA } from "../../bench/traffic.ts";

const RESTORED = completionSaying(PERSONAL_DATA);
const PLACEHOLDERS = completionSaying("Mail [EMAIL_1] or call [PHONE_1]; the card is [CARD_1]. ");
const DECIDED = { "x-aios-cache": "miss", "x-aios-redactions": "card=1, email=1, phone=1" };

async function outcomeOf(
  context: TestContext,
  { headers, body }: { readonly headers: OutgoingHttpHeaders; readonly body: Buffer },
  changes: Partial<Expected> = {},
) {
  const paths: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url);
    request.resume().on("end", () => response.writeHead(200, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  const caller = createHttpCaller(`127.0.0.1:${address.port}`, {
    asking: { model: MODELS.personal, wire: "openai", promptKiB: 1, hasPersonalData: true, stream: false },
    headers: [],
    path: undefined,
    nextPrompt: () => 1,
    cache: ["miss"],
    isRedacted: true,
    ...changes,
  });
  context.after(async () => {
    await caller.close();
    server.close();
  });
  const outcome = await caller.send();
  return { reason: outcome.ok ? undefined : outcome.reason, path: paths[0] };
}

test("a reply counts when all that was redacted is back in it", async (context) => {
  const { reason } = await outcomeOf(context, { headers: DECIDED, body: RESTORED });
  assert.equal(reason, undefined);
});

test("a reply in which placeholders stayed is a failure", async (context) => {
  const { reason } = await outcomeOf(context, { headers: DECIDED, body: PLACEHOLDERS });
  assert.equal(reason, "the reply is incomplete");
});

test("a reply to a request in which nothing was redacted is a failure", async (context) => {
  const { reason } = await outcomeOf(context, { headers: { "x-aios-cache": "miss" }, body: RESTORED });
  assert.equal(reason, "nothing was redacted");
});

test("a reply that the cache gave is a failure where it was to be missed", async (context) => {
  const { reason } = await outcomeOf(context, {
    headers: { ...DECIDED, "x-aios-cache": "hit" },
    body: RESTORED,
  });
  assert.equal(reason, "x-aios-cache: hit instead of miss");
});

test("who decides nothing is asked for nothing, at a path of its own", async (context) => {
  const asking = {
    model: MODELS.plain,
    wire: "openai",
    promptKiB: 1,
    hasPersonalData: false,
    stream: false,
  } as const;
  const changes = { asking, cache: undefined, isRedacted: false, path: "/openai/v1/chat/completions" };
  const { reason, path } = await outcomeOf(context, { headers: {}, body: COMPLETION }, changes);
  assert.equal(reason, undefined);
  assert.equal(path, "/openai/v1/chat/completions");
});
