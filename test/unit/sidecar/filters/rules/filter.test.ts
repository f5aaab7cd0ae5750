import assert from "node:assert/strict";
import { test } from "node:test";
import type { PolicySpec } from "../../../../../config/schema/policy.ts";
import type { Call } from "../../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import { compileRules } from "../../../../../sidecar/filters/rules/compile.ts";
import { createRulesFilter } from "../../../../../sidecar/filters/rules/filter.ts";
import { documentReply } from "../../../../support/calls.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";
import { type RecordedTelemetry, recordTelemetry } from "../../../../support/recorded-telemetry.ts";
import { callUnder, policiesOf } from "./set-up.ts";

interface Asked {
  readonly denied: AiosError | undefined;
  readonly ruled: readonly string[];
  readonly telemetry: RecordedTelemetry;
}

async function ask(
  policies: ReadonlyMap<string, PolicySpec>,
  call: Call = callUnder([...policies.keys()]),
): Promise<Asked> {
  const telemetry = recordTelemetry();
  const filter = createRulesFilter({ rulesFor: compileRules(policies), clock: new FakeClock(), telemetry });
  let denied: AiosError | undefined;
  try {
    await filter.wrap(async () => documentReply({}))(call);
  } catch (error) {
    assert.ok(error instanceof AiosError);
    denied = error;
  }
  const ruled = (call.record.get("ruled") ?? []).map(
    ({ policy, rule, action }) => `${policy}/${rule} ${action}`,
  );
  return { denied, ruled, telemetry };
}

test("a call that meets its rules goes on, and nothing is said of it", async () => {
  const { denied, ruled, telemetry } = await ask(policiesOf({ p: [{ expression: 'request.model == "m"' }] }));
  assert.equal(denied, undefined);
  assert.deepEqual(ruled, []);
  assert.deepEqual(telemetry.events, []);
});

test("a denial names policy and rule, with the rule's words and reason, and nothing of the call", async () => {
  const { denied, ruled } = await ask(
    policiesOf({
      p: [{ expression: 'request.model != "m"', message: "ask for another model", reason: "Invalid" }],
    }),
  );
  assert.equal(denied?.kind, "policy-denied");
  assert.equal(denied.message, 'Denied by rule "r0" of policy "p": ask for another model');
  assert.deepEqual(denied.headers, { "x-aios-denied-by": "p/r0", "x-aios-denied-reason": "Invalid" });
  assert.deepEqual(ruled, ["p/r0 deny"]);
});

test("all rules are asked, the first that denies is told, and audits are logged", async () => {
  const { denied, ruled, telemetry } = await ask(
    policiesOf({
      a: [
        { expression: "false", action: "warn" },
        { expression: "false", action: "audit" },
      ],
      b: [{ expression: "false" }, { expression: "false" }],
    }),
  );
  assert.equal(denied?.headers["x-aios-denied-by"], "b/r0");
  assert.deepEqual(ruled, ["a/r0 warn", "a/r1 report", "b/r0 deny", "b/r1 deny"]);
  assert.deepEqual(
    telemetry.named("callAudited").map(({ values }) => values.slice(1)),
    [["a", "r1"]],
  );
});

test("only the rules of the policies in force are asked", async () => {
  const policies = policiesOf({ a: [{ expression: "false" }], b: [{ expression: "true" }] });
  assert.equal((await ask(policies, callUnder(["b"]))).denied, undefined);
  assert.notEqual((await ask(policies, callUnder(["a", "b"]))).denied, undefined);
});

test("an expression that fails denies with Fail, says nothing with Ignore, and is counted either way", async () => {
  const expression = 'workload.labels["zone"] == "a"';
  const fail = await ask(policiesOf({ p: [{ expression }] }));
  assert.match(fail.denied?.message ?? "", /it cannot be worked out on this call/);
  assert.deepEqual(
    fail.telemetry.named("ruleFailed").map(({ values }) => values),
    [["p", "r0"]],
  );
  const ignored = await ask(policiesOf({ p: [{ expression, failurePolicy: "Ignore" }] }));
  assert.equal(ignored.denied, undefined);
  assert.equal(ignored.telemetry.named("ruleFailed").length, 1);
  const warned = await ask(policiesOf({ p: [{ expression, action: "warn" }] }));
  assert.equal(warned.denied, undefined);
  assert.deepEqual(warned.ruled, ["p/r0 warn"]);
});

test("a rule is about the calls that all of its conditions match", async () => {
  const fails = 'workload.labels["zone"] == "a"';
  const conditions = (...expressions: readonly string[]) =>
    expressions.map((expression, index) => ({ name: `c${index}`, expression }));
  const deniedWith = async (...expressions: readonly string[]) => {
    const policies = policiesOf({
      p: [{ expression: "false", matchConditions: conditions(...expressions) }],
    });
    return (await ask(policies)).denied !== undefined;
  };
  assert.equal(await deniedWith("true", "true"), true);
  assert.equal(await deniedWith("true", "false"), false);
  assert.equal(await deniedWith(fails, "false"), false, "one that is false decides, whatever fails");
  assert.equal(await deniedWith(fails), true);
});

test("variables are worked out once, and only when an expression asks for them", async () => {
  let asked = 0;
  const call = callUnder(["p"]);
  const counting: Call = {
    ...call,
    request: {
      ...call.request,
      bytes: () => {
        asked++;
        return new Uint8Array(8);
      },
      document: () => call.request.document(),
      with: (changes) => call.request.with(changes),
      rewriteTexts: (rewrite) => call.request.rewriteTexts(rewrite),
    },
  };
  const variables = [
    { name: "tokens", expression: "request.tokens" },
    { name: "twice", expression: "variables.tokens + variables.tokens" },
    { name: "fails", expression: 'request.headers["user-agent"]' },
  ];
  const policies = (expression: string) => policiesOf({ p: [{ expression, variables }] });
  assert.equal((await ask(policies("true"), counting)).denied, undefined);
  assert.equal(asked, 0);
  assert.equal(
    (await ask(policies("variables.twice == 4 && variables.tokens == 2"), counting)).denied,
    undefined,
  );
  assert.equal(asked, 1);
});

test("variables that lean on one that fails do not multiply its cost", async () => {
  const variables = [{ name: "v0", expression: 'request.headers["user-agent"]' }];
  for (let index = 1; index < 60; index++)
    variables.push({ name: `v${index}`, expression: `variables.v${index - 1} + variables.v${index - 1}` });
  const { denied } = await ask(policiesOf({ p: [{ expression: 'variables.v59 == ""', variables }] }));
  assert.match(denied?.message ?? "", /cannot be worked out/);
  const doubling = variables.map((each, index) =>
    index === 0 ? { ...each, expression: '"aaaaaaaa"' } : each,
  );
  const large = await ask(policiesOf({ p: [{ expression: 'variables.v59 == ""', variables: doubling }] }));
  assert.match(large.denied?.message ?? "", /cannot be worked out/, "texts that double are bounded");
});

test("the message may be worked out; one that is not a line of text is the written one instead", async () => {
  const message = async (messageExpression: string) => {
    const policies = policiesOf({ p: [{ expression: "false", message: "written", messageExpression }] });
    return (await ask(policies)).denied?.message.split(": ")[1];
  };
  assert.equal(await message('"at most " + string(request.tokens)'), "at most 4");
  assert.equal(await message('"two\\nlines"'), "written");
  assert.equal(await message('workload.labels["zone"]'), "written");
  assert.equal(await message('""'), "written");
});

test("a message that is worked out is for the caller, and for no log", async () => {
  const policies = policiesOf({ p: [{ expression: "false", messageExpression: '"not " + request.user' }] });
  const { denied } = await ask(policies, callUnder(["p"], { user: "a@example.com" }));
  assert.match(denied?.message ?? "", /not a@example\.com/);
  assert.equal(denied?.loggable, 'Denied by rule "r0" of policy "p": …');
});

test("the words of a rule that warns are kept for its caller, those of one that only audits are not", async () => {
  const policies = policiesOf({
    p: [
      { expression: "false", message: "say who asks", action: "warn" },
      { expression: "false", messageExpression: '"not " + request.user', action: "warn" },
      { expression: "false", action: "warn" },
      { expression: 'request.headers["user-agent"] == ""', message: "written", action: "warn" },
      { expression: "false", message: "written", action: "audit" },
    ],
  });
  const call = callUnder(["p"], { user: "ada" });
  await ask(policies, call);
  assert.deepEqual(
    call.record.get("ruled")?.map(({ message }) => message),
    // What cannot be worked out is not what the message speaks of.
    ["say who asks", "not ada", undefined, undefined, undefined],
  );
});

test("rules see what redaction has found, and 0 for what it has not", async () => {
  const policies = policiesOf({ p: [{ expression: "redactions.email <= 1 && redactions.card == 0" }] });
  const call = callUnder(["p"]);
  assert.equal((await ask(policies, call)).denied, undefined);
  call.record.set("redactions", { email: 2 });
  assert.notEqual((await ask(policies, call)).denied, undefined);
});

test("a policy's rules read the headers that it lists, and no other policy's", async () => {
  const call = callUnder(["p"], { headers: { "x-tenant": "acme", authorization: "Bearer x" } });
  const expression =
    'request.headers.exists(k, k == "x-tenant") && !request.headers.exists(k, k == "authorization")';
  assert.equal((await ask(policiesOf({ p: [{ expression }] }, ["x-tenant"]), call)).denied, undefined);
  assert.notEqual((await ask(policiesOf({ p: [{ expression }] }), call)).denied, undefined);
});
