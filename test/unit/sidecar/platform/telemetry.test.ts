import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { Registry } from "prom-client";
import type { Call, Reply } from "../../../../sidecar/core/call.ts";
import { AiosError, ERROR_TABLE, type ErrorKind } from "../../../../sidecar/core/errors.ts";
import { openaiChat } from "../../../../sidecar/dialects/openai-chat/dialect.ts";
import { METRICS } from "../../../../sidecar/platform/metrics.ts";
import { createTelemetry, type Telemetry } from "../../../../sidecar/platform/telemetry.ts";
import { documentReply, eventsReply, testCall } from "../../../support/calls.ts";
import { captureLog } from "../../../support/captured-log.ts";
import { PERSONAL_TEXT } from "../../../support/personal-data.ts";
import { parsePrometheus, type Sample, sumOf } from "../../../support/prometheus-text.ts";
import { ANSWER, arrivalOf, oneRoute, served, testEngine } from "../engine-set-up.ts";

function setUp(level: "debug" | "info" = "debug") {
  const log = captureLog(level);
  const registry = new Registry();
  const telemetry = createTelemetry({ log, registry });
  const samples = async (): Promise<readonly Sample[]> => parsePrometheus(await registry.metrics());
  return { log, registry, telemetry, samples };
}

function aCall(stream = false): Call {
  const call = testCall(openaiChat, {
    model: "gpt-4o-mini",
    stream,
    messages: [{ role: "user", content: "Hi." }],
  });
  call.record.set("route", "chat");
  call.record.set("upstream", "openai");
  return call;
}

test("a call that ended is counted with its labels, timed, and written down", async () => {
  const { log, telemetry, samples } = setUp();
  const call = aCall(true);
  call.record.set("cache", "miss");
  call.record.set("firstFrameMs", 40);
  call.record.set("usage", { inputTokens: 100, outputTokens: 7 });
  call.record.set("redactions", { email: 2, card: 1 });
  call.record.set("degraded", { rung: "stale", reason: "connect" });
  telemetry.callStarted(call);
  assert.equal(sumOf(await samples(), "aios_calls_in_flight"), 1);
  telemetry.callEnded(call, { outcome: "completed" }, 1_500);

  const after = await samples();
  const labels = {
    protocol: "http",
    operation: "chat",
    route: "chat",
    // A stale answer is not that of the upstream which was tried before.
    upstream: "",
    outcome: "completed",
    cache: "miss",
  };
  assert.equal(sumOf(after, "aios_calls_total", labels), 1);
  assert.equal(sumOf(after, "aios_calls_in_flight"), 0);
  assert.equal(sumOf(after, "gen_ai_server_request_duration_seconds_sum"), 1.5);
  assert.equal(sumOf(after, "gen_ai_server_time_to_first_token_seconds_sum"), 0.04);
  assert.equal(sumOf(after, "gen_ai_client_token_usage_sum", { gen_ai_token_type: "input" }), 100);
  assert.equal(sumOf(after, "gen_ai_client_token_usage_sum", { gen_ai_token_type: "output" }), 7);
  assert.equal(sumOf(after, "aios_redactions_total", { entity: "email" }), 2);
  assert.equal(sumOf(after, "aios_degraded_total", { rung: "stale", reason: "connect" }), 1);
  assert.deepEqual(
    log.lines.map(({ level }) => level),
    // A rung of the ladder answered: whoever is on call wants to know.
    ["warn"],
  );
  assert.equal(log.lines[0]?.fields["callId"], call.id);
  assert.equal(log.lines[0]?.fields["outcome"], "completed");
});

test("what rules have said of a call is counted by rule, and who denied it stands in its line", async () => {
  const { log, telemetry, samples } = setUp();
  const call = aCall();
  call.record.set("screened", [{ policy: "p", rule: "birds", action: "warn" }]);
  call.record.set("inspected", [{ policy: "q", rule: "secrets", action: "deny" }]);
  telemetry.callStarted(call);
  const error = new AiosError("policy-denied", "Denied.");
  telemetry.callEnded(call, { outcome: "failed", error }, 3);
  const after = await samples();
  const name = "aios_policy_verdicts_total";
  assert.equal(sumOf(after, name, { policy: "p", rule: "birds", action: "warn" }), 1);
  assert.equal(sumOf(after, name, { policy: "q", rule: "secrets", action: "deny" }), 1);
  assert.equal(log.lines[0]?.fields["deniedBy"], "q/secrets");
});

test("a unary call has no time to its first token", async () => {
  const { telemetry, samples } = setUp();
  const call = aCall();
  call.record.set("firstFrameMs", 40);
  telemetry.callEnded(call, { outcome: "completed" }, 50);
  assert.equal(sumOf(await samples(), "gen_ai_server_time_to_first_token_seconds_count"), 0);
});

test("a call that failed is written at the level of its kind, with the chain of its causes", () => {
  const { log, telemetry } = setUp("info");
  for (const kind of Object.keys(ERROR_TABLE) as ErrorKind[]) {
    const cause = new Error("read ECONNRESET", { cause: new Error("socket hang up") });
    telemetry.callEnded(
      aCall(),
      { outcome: "failed", error: new AiosError(kind, "It failed.", { cause }) },
      5,
    );
    const line = log.lines.at(-1);
    assert.equal(line?.level, ERROR_TABLE[kind].level, kind);
    assert.equal(line.fields["outcome"], kind);
    const causes = line.fields["causes"] as readonly string[];
    assert.equal(causes[0], "Error: read ECONNRESET");
    assert.ok(causes.includes("Error: socket hang up"), kind);
    // Where a failure was noticed is of use only where the fault is ours.
    assert.equal(/^at /m.test(causes.join("\n")), kind === "internal", kind);
  }
});

test("a completed call writes nothing at info: one line a call is too much at a thousand a second", () => {
  const { log, telemetry } = setUp("info");
  telemetry.callEnded(aCall(), { outcome: "completed" }, 5);
  assert.deepEqual(log.lines, []);
});

test("a completed call that took more than one attempt is written at info, with who answered", () => {
  const { log, telemetry } = setUp("info");
  const call = aCall();
  call.record.set("attempts", 2);
  call.record.set("status", 200);
  call.record.set("endpoint", { upstream: "openai", name: "10.0.0.1:8000", isTold: false });
  telemetry.callEnded(call, { outcome: "completed" }, 5, "gpt-4o");
  const [line] = log.lines;
  assert.equal(line?.level, "info");
  const { upstream, endpoint, model, status, attempts } = line.fields;
  assert.deepEqual(
    { upstream, endpoint, model, status, attempts },
    { upstream: "openai", endpoint: "10.0.0.1:8000", model: "gpt-4o", status: 200, attempts: 2 },
  );
});

test("the status of a failed call is the one that its caller was told", () => {
  const { log, telemetry } = setUp("info");
  const fail = (error: AiosError, replied?: number) => {
    const call = aCall();
    if (replied !== undefined) call.record.set("status", replied);
    telemetry.callEnded(call, { outcome: "failed", error }, 5);
    return log.lines.at(-1)?.fields["status"];
  };
  assert.equal(fail(new AiosError("connect", "No.")), ERROR_TABLE.connect.http);
  const answer = { status: 529, headers: {}, body: new Uint8Array() };
  assert.equal(fail(new AiosError("server-error", "No.", { answer })), 529);
  assert.equal(fail(new AiosError("upstream-cut", "No."), 200), 200);
});

for (const [what, decide] of [
  ["a fixed text", (call: Call) => call.record.set("degraded", { rung: "reply", reason: "server-error" })],
  ["a stale answer", (call: Call) => call.record.set("degraded", { rung: "stale", reason: "server-error" })],
  ["the answer of an earlier call", (call: Call) => call.record.set("idempotentReplay", true)],
] as const) {
  test(`no upstream is credited with ${what}, neither by the metric nor by the line`, async () => {
    const { log, telemetry, samples } = setUp();
    const call = aCall();
    decide(call);
    telemetry.callEnded(call, { outcome: "completed" }, 5, "gpt-4o");
    assert.equal(sumOf(await samples(), "aios_calls_total", { upstream: "" }), 1);
    assert.equal(sumOf(await samples(), "aios_calls_total", { upstream: "openai" }), 0);
    assert.deepEqual(
      [log.lines[0]?.fields["upstream"], log.lines[0]?.fields["model"]],
      [undefined, undefined],
    );
  });
}

test("a call that failed, or that another upstream of the ladder answered, is told with that upstream", async () => {
  const { telemetry, samples } = setUp();
  telemetry.callEnded(aCall(), { outcome: "failed", error: new AiosError("server-error", "No.") }, 5);
  const rescued = aCall();
  rescued.record.set("upstream", "local");
  rescued.record.set("degraded", { rung: "upstream", reason: "server-error" });
  telemetry.callEnded(rescued, { outcome: "completed" }, 5);
  assert.equal(
    sumOf(await samples(), "aios_calls_total", { upstream: "openai", outcome: "server-error" }),
    1,
  );
  assert.equal(sumOf(await samples(), "aios_calls_total", { upstream: "local", outcome: "completed" }), 1);
});

test("a rejected configuration is not said to leave one in force where there is none", () => {
  const { log, telemetry } = setUp();
  telemetry.configRejected("", ["there is no such file"], "file");
  telemetry.configApplied("v1", "file");
  telemetry.configRejected("v2", ["no"], "file");
  assert.deepEqual(
    log.lines.filter(({ fields }) => fields.event === "config-rejected").map(({ message }) => message),
    ["configuration rejected; none is in force", "configuration rejected; the one in force stays"],
  );
});

test("the line of a breaker names its model", () => {
  const { log, telemetry } = setUp();
  telemetry.breakerChanged("openai", "gpt-4o", "open", "failures");
  telemetry.breakerChanged("openai", "", "open", "failures");
  assert.deepEqual(
    log.lines.map(({ message }) => message),
    ["breaker of openai for gpt-4o is open", "breaker of openai is open"],
  );
});

test("an endpoint that is gone leaves no series, and those of others stay", async () => {
  const { log, telemetry, registry, samples } = setUp();
  for (const endpoint of ["10.0.0.1:8000", "10.0.0.1:80"]) {
    telemetry.endpointAttemptEnded("openai", endpoint, "completed");
    telemetry.endpointAttemptEnded("openai", endpoint, "server-error");
    telemetry.endpointEjected("openai", endpoint, 1_000);
  }
  const written = log.lines.length;
  telemetry.endpointReleased("openai", "10.0.0.1:8000");
  assert.equal(sumOf(await samples(), "aios_endpoint_ejected", { endpoint: "10.0.0.1:8000" }), 0);
  telemetry.endpointRemoved("openai", "10.0.0.1:8000");
  assert.doesNotMatch(await registry.metrics(), /10\.0\.0\.1:8000/);
  const other = { upstream: "openai", endpoint: "10.0.0.1:80" };
  assert.equal(sumOf(await samples(), "aios_endpoint_attempts_total", other), 2);
  assert.equal(sumOf(await samples(), "aios_endpoint_ejections_total", other), 1);
  // It is no news of the endpoint.
  assert.equal(log.lines.length, written);
  telemetry.endpointAttemptEnded("openai", "10.0.0.1:8000", "completed");
  assert.equal(sumOf(await samples(), "aios_endpoint_attempts_total", { outcome: "completed" }), 2);
});

test("a chain of causes that bites its own tail ends", () => {
  const { log, telemetry } = setUp();
  const error = new Error("round");
  error.cause = error;
  telemetry.internalError("a test", error);
  const causes = log.lines[0]?.fields["causes"];
  assert.ok(Array.isArray(causes) && causes.length <= 8);
});

const EVENTS: readonly {
  readonly name: string;
  readonly tell: (telemetry: Telemetry) => void;
  readonly metric?: readonly [string, Readonly<Record<string, string>>, number];
  readonly line?: readonly [string, string];
}[] = [
  {
    name: "attemptFailed",
    tell: (telemetry) => telemetry.attemptFailed("openai", "connect"),
    metric: ["aios_attempt_failures_total", { upstream: "openai", kind: "connect" }, 1],
  },
  {
    name: "retryScheduled",
    tell: (telemetry) => telemetry.retryScheduled("chat", "connect", 51.7),
    metric: ["aios_retries_total", { route: "chat", kind: "connect" }, 1],
    line: ["debug", "retry-scheduled"],
  },
  {
    name: "retryRefused",
    tell: (telemetry) => telemetry.retryRefused("chat", "openai"),
    metric: ["aios_retries_refused_total", { route: "chat", upstream: "openai" }, 1],
  },
  {
    name: "hedgeEnded",
    tell: (telemetry) => telemetry.hedgeEnded("chat", "won"),
    metric: ["aios_hedges_total", { route: "chat", outcome: "won" }, 1],
    line: ["debug", "hedge-ended"],
  },
  {
    name: "attemptWasted",
    tell: (telemetry) => telemetry.attemptWasted("chat", "openai", undefined),
    metric: ["aios_wasted_attempts_total", { route: "chat", upstream: "openai" }, 1],
  },
  {
    name: "attemptWasted with tokens",
    tell: (telemetry) => telemetry.attemptWasted("chat", "openai", { inputTokens: 7, outputTokens: 0 }),
    metric: [
      "aios_wasted_tokens_total",
      { route: "chat", upstream: "openai", gen_ai_token_type: "input" },
      7,
    ],
  },
  {
    name: "breakerChanged to open",
    tell: (telemetry) => telemetry.breakerChanged("openai", "gpt-4o", "open", "slow-calls"),
    metric: ["aios_breaker_state", { upstream: "openai", model: "gpt-4o", state: "open" }, 1],
    line: ["warn", "breaker-changed"],
  },
  {
    name: "breakerChanged to closed",
    tell: (telemetry) => telemetry.breakerChanged("openai", "gpt-4o", "closed"),
    metric: ["aios_breaker_state", { upstream: "openai", model: "gpt-4o", state: "open" }, 0],
    line: ["info", "breaker-changed"],
  },
  {
    name: "idempotentReplay",
    tell: (telemetry) => telemetry.idempotentReplay("chat"),
    metric: ["aios_idempotent_replays_total", { route: "chat" }, 1],
  },
  {
    name: "endpointEjected",
    tell: (telemetry) => telemetry.endpointEjected("openai", "10.0.0.1:8000", 30_000),
    metric: ["aios_endpoint_ejected", { upstream: "openai", endpoint: "10.0.0.1:8000" }, 1],
    line: ["warn", "endpoint-ejected"],
  },
  {
    name: "endpointReturned",
    tell: (telemetry) => telemetry.endpointReturned("openai", "10.0.0.1:8000"),
    metric: ["aios_endpoint_ejected", { upstream: "openai", endpoint: "10.0.0.1:8000" }, -1],
    line: ["info", "endpoint-returned"],
  },
  {
    name: "endpointReleased",
    tell: (telemetry) => telemetry.endpointReleased("openai", "10.0.0.1:8000"),
    metric: ["aios_endpoint_ejected", { upstream: "openai", endpoint: "10.0.0.1:8000" }, -1],
  },
  {
    name: "endpointAttemptEnded",
    tell: (telemetry) => telemetry.endpointAttemptEnded("openai", "10.0.0.1:8000", "abandoned"),
    metric: ["aios_endpoint_attempts_total", { endpoint: "10.0.0.1:8000", outcome: "abandoned" }, 1],
  },
  {
    name: "callMirrored",
    tell: (telemetry) => telemetry.callMirrored("chat", "server-error", undefined),
    metric: ["aios_mirrored_calls_total", { route: "chat", outcome: "server-error" }, 1],
  },
  {
    name: "callMirrored with tokens",
    tell: (telemetry) => telemetry.callMirrored("chat", "completed", { inputTokens: 7, outputTokens: 2 }),
    metric: ["aios_mirrored_tokens_total", { route: "chat", gen_ai_token_type: "output" }, 2],
  },
  {
    name: "cacheStored",
    tell: (telemetry) => telemetry.cacheStored("chat", 700),
    metric: ["aios_cache_stored_bytes_total", { route: "chat" }, 700],
  },
  {
    name: "cacheEvicted",
    tell: (telemetry) => telemetry.cacheEvicted(9),
    metric: ["aios_cache_evictions_total", {}, 1],
  },
  {
    name: "cacheSized",
    tell: (telemetry) => telemetry.cacheSized(3, 900),
    metric: ["aios_cache_bytes", {}, 900],
  },
  {
    name: "configApplied",
    tell: (telemetry) => telemetry.configApplied("v1", "stream"),
    metric: ["aios_config_applied_total", { source: "stream" }, 1],
    line: ["info", "config-applied"],
  },
  {
    name: "configRejected",
    tell: (telemetry) => telemetry.configRejected("v2", ["a.yaml:3:1 E301"], "file"),
    metric: ["aios_config_rejected_total", { source: "file" }, 1],
    line: ["error", "config-rejected"],
  },
  {
    name: "configRejected without a version",
    tell: (telemetry) => telemetry.configRejected(undefined, ["a.yaml E105"], "file"),
    metric: ["aios_config_stale", {}, 1],
    line: ["error", "config-rejected"],
  },
  {
    name: "configMended",
    tell: (telemetry) => telemetry.configMended("v1", "file"),
    line: ["info", "config-mended"],
  },
  {
    name: "lastKnownGoodRefused",
    tell: (telemetry) => telemetry.lastKnownGoodRefused("corrupt", "config.bad"),
    line: ["error", "last-known-good-refused"],
  },
  {
    name: "lastKnownGoodNotSaved",
    tell: (telemetry) => telemetry.lastKnownGoodNotSaved("disk full"),
    line: ["error", "last-known-good-not-saved"],
  },
  {
    name: "settingsNotApplied",
    tell: (telemetry) => telemetry.settingsNotApplied("Sidecar", ["spec.listen.http"]),
    line: ["warn", "settings-not-applied"],
  },
  {
    name: "controlPlaneConnected",
    tell: (telemetry) => telemetry.controlPlaneConnected("10.0.0.1:8500"),
    metric: ["aios_control_plane_connected", {}, 1],
    line: ["info", "control-plane-connected"],
  },
  {
    name: "controlPlaneDisconnected",
    tell: (telemetry) => telemetry.controlPlaneDisconnected("10.0.0.1:8500", "gone", 500.4),
    metric: ["aios_control_plane_connected", {}, 0],
    line: ["warn", "control-plane-disconnected"],
  },
  {
    name: "listening",
    tell: (telemetry) => telemetry.listening("http", "127.0.0.1:1"),
    line: ["info", "listening"],
  },
  { name: "draining", tell: (telemetry) => telemetry.draining(3), line: ["info", "draining"] },
  {
    name: "credentialsMissing",
    tell: (telemetry) => telemetry.credentialsMissing("openai", "the environment variable KEY is not set"),
    line: ["warn", "credentials-missing"],
  },
  {
    name: "configWithoutRoutes",
    tell: (telemetry) => telemetry.configWithoutRoutes(),
    line: ["warn", "config-without-routes"],
  },
  {
    name: "internalError",
    tell: (telemetry) => telemetry.internalError("a test", new TypeError("x is undefined")),
    metric: ["aios_internal_errors_total", {}, 1],
    line: ["error", "internal-error"],
  },
];

for (const { name, tell, metric, line } of EVENTS) {
  test(`the event ${name} owns its metrics and its line`, async () => {
    const { log, telemetry, samples } = setUp();
    tell(telemetry);
    if (metric !== undefined) assert.equal(sumOf(await samples(), metric[0], metric[1]), metric[2]);
    assert.deepEqual(
      log.lines.map(({ level, fields }) => [level, fields["event"]]),
      line === undefined ? [] : [line],
    );
  });
}

test("the table names every metric that is registered, and its labels", async () => {
  const { registry } = setUp();
  const registered = await registry.getMetricsAsJSON();
  assert.deepEqual(registered.map(({ name }) => name).sort(), Object.keys(METRICS).sort());
  for (const { name, type, help } of registered) {
    const row = METRICS[name as keyof typeof METRICS];
    assert.equal(String(type), row.type, name);
    assert.equal(help, row.help);
  }
});

/** Begins with a name: a JSON parser quotes the beginning of what it cannot read. */
const TEXT = `lopez ${PERSONAL_TEXT}`;
const TRACE = /lopez|555 2671|1111 1111|22-8726|3704 0044|0\.113\.42|292c6912/i;

// What may go wrong with a call, and each time the personal data is all over the place.
const ANSWERS: Readonly<Record<string, (call: Call) => Promise<Reply>>> = {
  "answers whole": async (call) =>
    call.stream ? eventsReply(openaiChat.toEvents(said(), {})) : documentReply(said()),
  "refuses, quoting the prompt": async (call) => {
    throw new AiosError("upstream-rejected", "The upstream refused the request.", {
      answer: { status: 400, headers: {}, body: Buffer.from(`{"error":${JSON.stringify(TEXT)}}`) },
      cause: new Error(`status 400 for call ${call.id}`),
    });
  },
  "streams what is no JSON": async (call) =>
    call.stream
      ? eventsReply([Buffer.from(`data: ${TEXT}\n\n`), Buffer.from("data: [DONE]\n\n")])
      : documentReply(said()),
  "breaks off": async (call) => ({
    ...(call.stream ? eventsReply([]) : documentReply({})),
    body: (async function* () {
      yield Buffer.from(call.stream ? `data: {"choices":[]}\n\n` : `{"said":${JSON.stringify(TEXT)}`);
      throw new AiosError("upstream-cut", "The upstream broke off.");
    })(),
  }),
};

function said() {
  return {
    ...ANSWER,
    choices: [{ index: 0, message: { role: "assistant", content: TEXT }, finish_reason: "stop" }],
  };
}

async function* pieces(text: string) {
  yield Buffer.from(text);
}

async function tellsNothing(context: TestContext, answer: (call: Call) => Promise<Reply>, config: string) {
  const { log, registry, telemetry } = setUp();
  const { engine } = testEngine(context, { config, answer, telemetry });
  for (const stream of [false, true]) {
    for (const body of [
      { model: "gpt-4o-mini", stream, messages: [{ role: "user", content: TEXT }] },
      { model: "gpt-4o-mini", stream, messages: TEXT },
      `{"model":"gpt-4o-mini","messages":[{"role":"user","content":"${TEXT}`,
    ]) {
      const headers = {
        "x-aios-user": "maria.lopez@example.com",
        authorization: "Bearer maria.lopez@example.com",
      };
      await served(engine.begin(arrivalOf(body, { headers }))).catch(() => {});
    }
  }
  assert.equal(log.lines.filter(({ fields }) => fields["event"] === "call-ended").length, 6);
  assert.doesNotMatch(JSON.stringify(log.lines), TRACE);
  assert.doesNotMatch(await registry.metrics(), TRACE);
}

const ROUTE = "retry: { attempts: 0 }, cache: { exact: { ttl: 1m } }";
const PII = `apiVersion: aios.dev/v1\nkind: Policy\nmetadata: { name: pii }\nspec: { redact: { entities: [email] } }`;

for (const [what, answer] of Object.entries(ANSWERS)) {
  test(`no line and no metric holds what was said when the upstream ${what}`, async (context) => {
    await tellsNothing(context, answer, oneRoute({ route: ROUTE }));
    await tellsNothing(context, answer, oneRoute({ route: `${ROUTE}, policies: [pii]`, more: PII }));
  });
}

test("no line holds what was said when a reply turns out to be no JSON only as it is converted", async (context) => {
  const unreadable = async () => ({ ...documentReply({}), body: pieces(`{"said": ${TEXT}}`) });
  await tellsNothing(context, unreadable, oneRoute({ route: ROUTE }));
});

test("a fixed text is credited to no upstream, although all that was called before it failed", async (context) => {
  const { log, telemetry, samples } = setUp("info");
  const { engine } = testEngine(context, {
    config: oneRoute({ route: 'retry: { attempts: 0 }, fallback: [{ reply: "Later." }]' }),
    answer: async () => {
      throw new AiosError("server-error", "It failed.");
    },
    telemetry,
  });
  await served(engine.begin(arrivalOf()));
  const after = await samples();
  assert.equal(sumOf(after, "aios_calls_total", { upstream: "", outcome: "completed" }), 1);
  assert.equal(sumOf(after, "aios_calls_total", { upstream: "openai" }), 0);
  const { upstream, status, attempts, degraded } = log.lines[0]?.fields ?? {};
  assert.deepEqual(
    { upstream, status, attempts, degraded },
    { upstream: undefined, status: 200, attempts: 1, degraded: { rung: "reply", reason: "server-error" } },
  );
});

test("a line has the model when configuration names it, and no name that a caller made up", async (context) => {
  const { log, telemetry } = setUp();
  const { engine } = testEngine(context, { config: oneRoute(), telemetry });
  for (const model of ["gpt-4o-mini", "gpt-of-maria-lopez"]) {
    await served(engine.begin(arrivalOf({ model, messages: [{ role: "user", content: "Hi." }] })));
  }
  const ended = log.lines.filter(({ fields }) => fields["event"] === "call-ended");
  assert.deepEqual(
    ended.map(({ fields }) => fields["model"]),
    ["gpt-4o-mini", undefined],
  );
  assert.doesNotMatch(JSON.stringify(log.lines), /lopez/);
});

test("embeddings are timed, those that there are none of counted by their reason, and a restart is told", async () => {
  const { log, telemetry, samples } = setUp();
  telemetry.embedded("energetic-en-0.2.0", 20);
  telemetry.embeddingUnavailable("energetic-en-0.2.0", "too-long");
  telemetry.embeddingRestarted("out of memory", 100.4);
  const after = await samples();
  const embedder = "energetic-en-0.2.0";
  assert.equal(sumOf(after, "aios_embedding_duration_seconds_sum", { embedder }), 0.02);
  assert.equal(sumOf(after, "aios_embeddings_unavailable_total", { embedder, reason: "too-long" }), 1);
  assert.equal(sumOf(after, "aios_embedding_restarts_total"), 1);
  const line = log.lines.at(-1);
  assert.equal(line?.fields["event"], "embedding-restarted");
  assert.equal(line?.fields["reason"], "out of memory");
  assert.equal(line?.fields["restartInMs"], 100);
});
