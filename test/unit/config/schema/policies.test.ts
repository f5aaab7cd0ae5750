import assert from "node:assert/strict";
import { test } from "node:test";
import { compilePolicies } from "../../../../config/schema/policies.ts";
import { buildSnapshot, type RawResource } from "../../../../config/schema/snapshot.ts";

const policy = (name: string, spec: object = {}): RawResource => ({ kind: "Policy", name, spec });
const route = (name: string, policies: readonly string[]): RawResource => ({
  kind: "Route",
  name,
  spec: { match: {}, targets: [{ upstream: "openai" }], policies },
});
const result = buildSnapshot([
  { kind: "Upstream", name: "openai", spec: { dialect: "openai", url: "https://example.com" } },
  policy("pii"),
  policy("extra"),
  policy("by-route", { select: { routes: ["chat"] } }),
  policy("by-workload", { select: { workloads: { labels: { "data-class": "regulated" } } } }),
  policy("by-header", { select: { headers: { "x-team": "red" } } }),
  policy("by-both", { select: { routes: ["other"], headers: { "x-team": "red" } } }),
  route("chat", ["pii", "extra", "pii"]),
  route("other", []),
]);
assert.ok(result.ok, JSON.stringify(result));
const policiesFor = compilePolicies(result.snapshot);
const workload = { namespace: "shop", serviceAccount: "a", labels: {} };
const names = (
  routeName: string,
  headers: Record<string, string> = {},
  labels: Record<string, string> = {},
) => {
  const found = policiesFor({ route: routeName, workload: { ...workload, labels }, headers });
  return found.ok ? found.names : found;
};

test("a route's own policies are in force, sorted, each once, with those that select the route", () => {
  assert.deepEqual(names("chat"), ["by-route", "extra", "pii"]);
  assert.deepEqual(names("other"), []);
});

test("a policy selects by workload, and by headers with exactly its values", () => {
  assert.deepEqual(names("other", {}, { "data-class": "regulated" }), ["by-workload"]);
  assert.deepEqual(names("chat", { "x-team": "red" }), ["by-header", "by-route", "extra", "pii"]);
  assert.deepEqual(names("chat", { "x-team": "Red" }), ["by-route", "extra", "pii"]);
});

test("all parts of a selection must match", () => {
  assert.deepEqual(names("other", { "x-team": "red" }), ["by-both", "by-header"]);
});

test("the header x-aios-policy adds policies, each once, whatever the spaces", () => {
  assert.deepEqual(names("other", { "x-aios-policy": " pii ,extra,, pii" }), ["extra", "pii"]);
  assert.deepEqual(names("chat", { "x-aios-policy": "pii" }), ["by-route", "extra", "pii"]);
  assert.deepEqual(names("other", { "x-aios-policy": "" }), []);
});

test("the header can never take a policy away", () => {
  for (const header of ["", ",", "extra", "none"]) {
    const found = names("chat", { "x-aios-policy": header });
    assert.ok("ok" in found || ["by-route", "extra", "pii"].every((name) => found.includes(name)), header);
  }
});

test("a policy that is not there is told, with the nearest name", () => {
  assert.deepEqual(names("chat", { "x-aios-policy": "pii,pji" }), {
    ok: false,
    unknown: "pji",
    nearest: "pii",
  });
  assert.deepEqual(names("chat", { "x-aios-policy": "toString" }), {
    ok: false,
    unknown: "toString",
    nearest: undefined,
  });
});

test("a call that adds nothing allocates no new list", () => {
  const query = { route: "chat", workload, headers: {} };
  assert.equal(policiesFor(query), policiesFor(query));
});

function dryRunsOf(specs: Readonly<Record<string, object>>, own: readonly string[], header = ""): unknown {
  const built = buildSnapshot([
    { kind: "Upstream", name: "openai", spec: { dialect: "openai", url: "https://example.com" } },
    ...Object.entries(specs).map(([name, spec]) => policy(name, spec)),
    route("chat", own),
  ]);
  assert.ok(built.ok, JSON.stringify(built));
  const headers = header === "" ? {} : { "x-aios-policy": header };
  const found = compilePolicies(built.snapshot)({ route: "chat", workload, headers });
  assert.ok(found.ok);
  return [found.names, found.dryRuns.map(({ policy: name, names: set }) => [name, set])];
}

const DRY = { mode: "dry-run" };

test("a policy with mode dry-run is never in force, whoever names it: it is run dry beside those that are", () => {
  const beside = [["pii"], [["next", ["next", "pii"]]]];
  assert.deepEqual(dryRunsOf({ pii: {}, next: DRY }, ["pii", "next"]), beside);
  assert.deepEqual(dryRunsOf({ pii: {}, next: { ...DRY, select: {} } }, ["pii"]), beside);
  assert.deepEqual(dryRunsOf({ pii: {}, next: DRY }, ["pii"], "next"), beside);
  assert.deepEqual(dryRunsOf({ pii: {}, next: DRY }, ["pii"]), [["pii"], []]);
});

test("a candidate is run dry wherever the policy is in force that it is for, in its place", () => {
  const policies = {
    pii: {},
    more: {},
    next: { ...DRY, candidateFor: "pii" },
    last: { ...DRY, candidateFor: "pii" },
  };
  assert.deepEqual(dryRunsOf(policies, ["pii", "more"]), [
    ["more", "pii"],
    [
      ["last", ["last", "more"]],
      ["next", ["more", "next"]],
    ],
  ]);
  assert.deepEqual(dryRunsOf(policies, ["more"]), [["more"], []]);
  assert.deepEqual(dryRunsOf(policies, ["more"], "pii"), [
    ["more", "pii"],
    [
      ["last", ["last", "more"]],
      ["next", ["more", "next"]],
    ],
  ]);
});
