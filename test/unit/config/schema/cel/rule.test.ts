import assert from "node:assert/strict";
import { test } from "node:test";
import { RequestFacts, UpstreamFacts, WorkloadFacts } from "../../../../../config/schema/cel/facts.ts";
import { type ReadRule, readRule } from "../../../../../config/schema/cel/rule.ts";
import { RULE_OBJECTS, RULE_VALUES, type RuleField } from "../../../../../config/schema/cel/variables.ts";
import { formatPath } from "../../../../../config/schema/faults.ts";
import { type RuleSpec, rule } from "../../../../../config/schema/rules.ts";

const ruleOf = (said: object): RuleSpec =>
  rule.parse({ name: "r", validations: [{ expression: "true" }], ...said });
const read = (expression: string, said: object = {}): ReadRule =>
  readRule(ruleOf({ ...said, validations: [{ expression }] }), { headers: ["x-tenant"] });

/** `path@start: message -> hint` of every fault. */
function faultsOf(result: ReadRule): readonly string[] {
  if (result.ok) return [];
  return result.faults.map(
    ({ path, start, message, hint }) =>
      `${formatPath(path)}@${start}: ${message}${hint === undefined ? "" : ` -> ${hint}`}`,
  );
}

/** What is said of one validation. */
function faultOf(expression: string, said: object = {}): string {
  const [fault = "", ...more] = faultsOf(read(expression, said));
  assert.deepEqual(more, []);
  return fault.replace("validations[0].expression@", "");
}

const NOW = new Date("2026-07-31T22:30:15Z");
const facts = {
  request: new RequestFacts({
    operation: "chat",
    model: "gpt-4o",
    dialect: "openai-chat",
    stream: false,
    protocol: "http",
    headers: { "x-tenant": "acme" },
    user: undefined,
    session: "s-1",
    bytes: () => 401,
  }),
  workload: new WorkloadFacts({ namespace: "shop", serviceAccount: "web", labels: { app: "a" } }),
  upstream: new UpstreamFacts({ name: "azure", region: "eu-central", owner: undefined, model: "gpt-4o" }),
  redactions: { email: 2n, card: 0n, ssn: 0n },
  now: NOW,
  hour: 22n,
};

/** What the first validation gives; an error as its message. */
function resultOf(expression: string): unknown {
  const result = read(expression);
  assert.ok(result.ok, faultsOf(result).join());
  const [validation] = result.rule.validations;
  try {
    return validation?.expression.evaluate(facts);
  } catch (error) {
    return error instanceof Error ? error.name : error;
  }
}

test("every variable has the type that the reference tells, and its example is an expression that can be asked", () => {
  const examples = [
    ...Object.values(RULE_OBJECTS).flatMap(({ fields }) => Object.values<RuleField>(fields)),
    ...Object.values<RuleField>(RULE_VALUES),
  ].map(({ example }) => example);
  for (const example of examples) assert.equal(typeof resultOf(example), "boolean", example);
});

test("what is misspelled is told with its place and the nearest name", () => {
  assert.equal(faultOf('request.modle == "x"'), "8: `request` has no field `modle` -> request.model");
  assert.equal(faultOf('request["modle"] == "x"'), "0: `request` has no field `modle` -> request.model");
  assert.equal(faultOf('requst.model == "x"'), "0: there is no variable `requst` -> request");
  assert.equal(
    faultOf('request.model.startWith("x")'),
    "0: there is no `string.startWith(string)` -> startsWith",
  );
  assert.equal(faultOf("has(workload.lables)"), "13: `workload` has no field `lables` -> workload.labels");
  assert.equal(faultOf("redactions.emial == 0"), '0: `redactions` never has "emial" -> email');
  assert.equal(faultOf('upstream.regin == "eu"'), "9: `upstream` has no field `regin` -> upstream.region");
});

test("a slip of another language is told with what CEL has for it", () => {
  assert.equal(faultOf('request.model = "x"'), "14: unexpected character: = -> ==");
  assert.equal(faultOf('request.model === "x"'), "16: unexpected character: = -> ==");
  assert.equal(faultOf("request.stream and hour > 1"), "15: there is no `and` -> &&");
  assert.equal(faultOf("request.stream OR hour > 1"), "15: there is no `OR` -> ||");
  assert.equal(faultOf("not request.stream"), "0: there is no `not` -> !");
  assert.equal(faultOf("request.stream & request.stream"), "15: unexpected character: & -> &&");
  assert.equal(faultOf('request.model == "a" # b'), "21: unexpected character: #");
});

test("a field without its variable is told with it", () => {
  assert.equal(faultOf('user != ""'), "0: there is no variable `user` -> request.user");
  assert.equal(faultOf('regoin == "eu"'), "0: there is no variable `regoin` -> upstream.region");
  assert.equal(faultOf('namespace == "x"'), "0: there is no variable `namespace` -> workload.namespace");
  assert.equal(faultOf("if x"), "0: reserved identifier: if");
});

test("a rule without variables of its own says so", () => {
  const none = "the rule has no `variables` before this expression";
  assert.equal(faultOf("variables.x"), `0: ${none}`);
  const early = readRule(ruleOf({ variables: [{ name: "a", expression: "variables.b" }] }), { headers: [] });
  assert.deepEqual(faultsOf(early), [`variables[0].expression@0: ${none}`]);
});

test("a value that a field never has is a slip", () => {
  assert.equal(faultOf("request.operation == 'chats'"), '21: `request.operation` is never "chats" -> chat');
  assert.equal(faultOf("'htpp' != request.protocol"), '0: `request.protocol` is never "htpp" -> http');
  assert.match(faultOf('request.operation in ["chat", "edit"]'), /^30: `request.operation` is never "edit"$/);
  assert.equal(
    faultOf('request.dialect == "openai_chat"'),
    '19: `request.dialect` is never "openai_chat" -> openai-chat',
  );
  assert.equal(resultOf('request.operation in ["chat"] && request.model != "chats"'), true);
});

test("types have to go together, and a validation gives a bool", () => {
  assert.equal(faultOf("request.tokens > 'a'"), "0: there is no `int > string`");
  assert.equal(faultOf("request.model"), "0: it gives string where bool is needed");
  assert.equal(faultOf("dyn(request.model)"), "0: it gives dyn where bool is needed");
  assert.equal(faultOf("request.tokens >"), "16: the expression ends too early");
  const message = readRule(
    ruleOf({ validations: [{ expression: "true", messageExpression: "request.tokens" }] }),
    { headers: [] },
  );
  assert.deepEqual(faultsOf(message), [
    "validations[0].messageExpression@0: it gives int where string is needed",
  ]);
});

test("all faults of a rule are found in one go", () => {
  const result = readRule(
    ruleOf({
      matchConditions: [{ name: "m", expression: "request.x" }],
      variables: [
        { name: "a", expression: "1 +" },
        { name: "a", expression: "2" },
      ],
      validations: [{ expression: "variables.a > variables.b" }, { expression: "1" }],
    }),
    { headers: [] },
  );
  assert.deepEqual(
    faultsOf(result).map((fault) => fault.split(":", 1)[0]),
    [
      "variables[0].expression@3",
      "variables[1].name@0",
      "matchConditions[0].expression@8",
      "validations[0].expression@24",
      "validations[1].expression@0",
    ],
  );
});

test("headers are read only where the policy lists them", () => {
  assert.equal(resultOf('request.headers["x-tenant"] == "acme"'), true);
  for (const expression of [
    'request.headers["x-other"] == ""',
    '"x-other" in request.headers',
    'request . headers["authorization"] == ""',
  ])
    assert.match(faultOf(expression), /`request.headers` never has ".*": rules read the headers/, expression);
  assert.match(faultOf('request.headers["x-tenent"] == ""'), /-> x-tenant$/);
});

test("patterns run in linear time, on RE2, and are read once", () => {
  assert.equal(resultOf('request.model.matches("^gpt-[0-9]")'), true);
  assert.equal(resultOf('request.model.matches("^claude")'), false);
  assert.equal(resultOf('["a", request.model].exists(m, m.matches("4o$"))'), true);
  assert.equal(
    faultOf('request.model.matches("(?=a)")'),
    "22: this is no pattern in RE2's syntax: look-ahead and look-behind are not supported; match what stands around it, or use `\\b`",
  );
  assert.match(
    faultOf('request.model.matches("a(")'),
    /^22: this is no pattern in RE2's syntax: missing closing/,
  );
  assert.match(faultOf("request.model.matches(request.user)"), /takes a text that is written out/);
  const startedAt = process.hrtime.bigint();
  const slow = read('request.session.matches("(a+)+$") || true');
  assert.ok(slow.ok);
  const session = `${"a".repeat(4_000)}b`;
  const request = new RequestFacts({
    operation: "chat",
    model: "m",
    dialect: "openai-chat",
    stream: false,
    protocol: "http",
    headers: {},
    user: undefined,
    session,
    bytes: () => 0,
  });
  slow.rule.validations[0]?.expression.evaluate({ ...facts, request });
  assert.ok(process.hrtime.bigint() - startedAt < 1_000_000_000n, "it took more than a second");
});

test("time zones are names, and do not depend on the process's own", () => {
  assert.equal(resultOf('now.getHours("Europe/Berlin") == 0 && now.getDate("Europe/Berlin") == 1'), true);
  assert.equal(resultOf('now.getMonth("Europe/Berlin") == 7 && now.getMonth() == 6'), true);
  assert.equal(resultOf('now.getDayOfWeek("America/New_York") == 5'), true);
  assert.equal(resultOf('now.getDayOfYear("UTC") == 211 && now.getDayOfMonth("UTC") == 30'), true);
  assert.equal(resultOf('now.getMinutes("Asia/Kolkata") == 0 && now.getSeconds("Asia/Kolkata") == 15'), true);
  assert.equal(resultOf('now.getFullYear("Asia/Kolkata") == 2026 && hour == 22'), true);
  assert.equal(
    faultOf('now.getHours("Europe/Berln") == 0'),
    '13: this is no time zone such as "Europe/Berlin" -> Europe/Berlin',
  );
});

test("a rule that names the upstream is about places to go to, by way of a variable, too", () => {
  const scope = (expression: string, said?: object) => {
    const result = read(expression, said);
    return result.ok ? result.rule.scope : faultsOf(result);
  };
  assert.equal(scope("request.tokens < 5"), "call");
  assert.equal(scope('upstream.owner == "self"'), "target");
  const variables = [{ name: "own", expression: 'upstream.owner == "self"' }];
  assert.equal(scope("variables.own", { variables }), "target");
  assert.equal(
    scope("true", { matchConditions: [{ name: "m", expression: 'upstream.name == "a"' }] }),
    "target",
  );
});

test("what is not there fails, and what was not sent is empty", () => {
  assert.equal(resultOf('workload.labels["zone"] == "a"'), "EvaluationError");
  assert.equal(resultOf('"zone" in workload.labels || request.user == ""'), true);
  assert.equal(resultOf('upstream.owner == "" && redactions["email"] == 2 && redactions.card == 0'), true);
  assert.equal(resultOf("request.tokens == 101 && request.bytes == 401"), true);
});

test("an expression that may take too long is a fault", () => {
  const nested = "workload.labels.exists(a, workload.labels.exists(b, workload.labels.exists(c, a == b)))";
  assert.match(faultOf(nested), /it may take too long/);
  assert.match(
    faultOf('request.model.split(",").all(a, workload.labels.all(b, a == b))'),
    /it may take too long/,
  );
  assert.equal(faultOf('"a,b".split(",").all(a, workload.labels.all(b, a == b))'), "", "two are few");
  assert.match(faultOf(`${"(".repeat(40)}true${")".repeat(40)}`), /too large/);
  assert.match(faultOf(`[${"1,".repeat(600)}1].size() > 1`), /too large/);
  assert.match(faultOf("cel.bind(a, 1, a == 1)"), /`cel.bind` is not available/);
  assert.equal(faultOf('workload.labels.exists(k, k.matches("^app") && workload.labels[k] == "a")'), "");
});

test("an expression whose texts grow is a fault, and one whose texts do not is none", () => {
  for (const grows of [
    `[request.model]${".map(x, x + x)".repeat(14)}[0] == ""`,
    `[workload.labels.map(k, k)]${".map(x, x + x)".repeat(14)}[0].size() > 0`,
    'request.model.split("").join(request.model) == ""',
    `workload.labels.map(k, k + k)${".map(x, x + x)".repeat(6)}.size() > 0`,
  ])
    assert.match(faultOf(grows), /it may take too long/, grows);
  for (const stays of [
    'request.user.split(",").map(s, s + "!").join(";") == ""',
    'request.user.split("").map(s, s.lowerAscii()).size() > 0',
    `["a"]${".map(x, x + x)".repeat(8)}[0] == ""`,
  ])
    assert.equal(faultOf(stays), "", stays);
  assert.match(faultOf('request.model.matches("(a?){400}a{400}")'), /compiles to more than 500/);
});
