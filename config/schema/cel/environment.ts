import { Environment } from "@marcbachmann/cel-js";
import { RequestFacts, UpstreamFacts, VariableFacts, WorkloadFacts } from "./facts.ts";
import { Pattern, TimeZone, ZONED_METHODS } from "./literals.ts";
import { RULE_OBJECTS, RULE_VALUES, type RuleField, type RuleObjectName } from "./variables.ts";

/** What an expression is about: a call, or a call and one place that it could go to. */
export type RuleScope = "call" | "target";

const TYPES: Readonly<
  Record<RuleObjectName, { readonly name: string; readonly ctor: new (source: never) => object }>
> = {
  request: { name: "Request", ctor: RequestFacts },
  workload: { name: "Workload", ctor: WorkloadFacts },
  upstream: { name: "Upstream", ctor: UpstreamFacts },
};

const TIMESTAMP = "google.protobuf.Timestamp";

let made: Readonly<Record<RuleScope, Environment>> | undefined;

/** The names and types that expressions are checked against. Made once, when the first one is read. */
export function ruleEnvironment(scope: RuleScope): Environment {
  made ??= make();
  return made[scope];
}

/** The same with a rule's own variables, by name and type. */
export function withVariables(environment: Environment, types: ReadonlyMap<string, string>): Environment {
  if (types.size === 0) return environment;
  return environment
    .clone()
    .registerType("Variables", { ctor: VariableFacts, fields: Object.fromEntries(types) })
    .registerVariable("variables", "Variables");
}

function make(): Readonly<Record<RuleScope, Environment>> {
  const call = new Environment({
    unlistedVariablesAreDyn: false,
    limits: { maxAstNodes: 1_000, maxDepth: 32, maxListElements: 500, maxMapEntries: 500 },
  });
  for (const [name, { type, description }] of Object.entries<RuleField>(RULE_VALUES))
    call.registerVariable(name, { type, description });
  register(call, "request");
  register(call, "workload");
  registerLiterals(call);
  const target = call.clone();
  register(target, "upstream");
  return { call, target };
}

function register(environment: Environment, variable: RuleObjectName): void {
  const { name, ctor } = TYPES[variable];
  const { description, fields } = RULE_OBJECTS[variable];
  const types = Object.entries<RuleField>(fields).map(([field, { type }]) => [field, type]);
  environment.registerType(name, { ctor, fields: Object.fromEntries(types) });
  environment.registerVariable(variable, { type: name, description });
}

/** Beside the methods of the same names that take a text, which no expression gets to call: see `read.ts`. */
function registerLiterals(environment: Environment): void {
  environment.registerType("Pattern", Pattern);
  environment.registerFunction(
    "string.matches(Pattern): bool",
    (text: string, pattern: Pattern) => pattern.test(text),
    { async: false },
  );
  environment.registerType("TimeZone", TimeZone);
  for (const [name, read] of Object.entries(ZONED_METHODS)) {
    environment.registerFunction(
      `${TIMESTAMP}.${name}(TimeZone): int`,
      (time: Date, zone: TimeZone) => BigInt(read(zone.at(time))),
      { async: false },
    );
  }
}
