import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { compileGlob } from "../../../../config/schema/glob.ts";
import { compileRoutes, matchesWorkload } from "../../../../config/schema/match.ts";
import { type RouteSpec, routeSpec } from "../../../../config/schema/route.ts";
import type { Named } from "../../../../config/schema/snapshot.ts";

const WORKLOAD = { namespace: "shop", serviceAccount: "checkout", labels: { tier: "web" } };

function route(name: string, match: object): Named<RouteSpec> {
  return { name, spec: routeSpec.parse({ match, targets: [{ upstream: "openai" }] }) };
}

describe("a call's route", () => {
  const routes = [
    route("catch-all", { models: ["*"] }),
    route("gpt", { models: ["gpt-*"] }),
    route("gpt-4o", { models: ["gpt-4o*"] }),
    route("mini", { models: ["*-mini"] }),
    route("gpt-mini", { models: ["gpt-*-mini"] }),
    route("exact", { models: ["gpt-4o-mini", "o1"] }),
    route("exact-shop", { models: ["o1"], workloads: { namespaces: ["shop"] } }),
    route("a-embed", { operations: ["embedding"], models: ["text-*"] }),
    route("b-embed", { operations: ["embedding"], models: ["text-*"] }),
    route("z-lab", { models: ["gpt-4o*"], workloads: { namespaces: ["lab"] } }),
  ];
  const match = compileRoutes(routes);
  const table: readonly (readonly [string, "chat" | "embedding", string, string])[] = [
    ["an exact name beats every glob", "chat", "gpt-4o-mini", "exact"],
    ["the longer beginning wins", "chat", "gpt-4o-2024", "gpt-4o"],
    ["more literal characters win where beginnings are equal", "chat", "gpt-3-mini", "gpt-mini"],
    ["a longer beginning beats a longer end", "chat", "gpt-4o-x-mini", "gpt-4o"],
    ["an end beats `*`", "chat", "llama-mini", "mini"],
    ["`*` takes the rest", "chat", "llama", "catch-all"],
    ["a route with a workload selector comes before one without", "chat", "o1", "exact-shop"],
    ["among equals the first by name wins", "embedding", "text-embedding-3-small", "a-embed"],
    ["a route that does not take the operation is passed over", "chat", "text-davinci", "catch-all"],
  ];
  for (const [rule, operation, model, expected] of table) {
    test(`${rule}: ${operation} of ${model} takes ${expected}`, () => {
      assert.equal(match({ operation, model, workload: WORKLOAD })?.name, expected);
    });
    test(`the order in which routes stand does not matter: ${model}`, () => {
      assert.equal(
        compileRoutes(routes.toReversed())({ operation, model, workload: WORKLOAD })?.name,
        expected,
      );
    });
  }

  test("a workload that a route does not select never takes it", () => {
    assert.equal(
      match({ operation: "chat", model: "o1", workload: { ...WORKLOAD, namespace: "other" } })?.name,
      "exact",
    );
    assert.equal(
      match({ operation: "chat", model: "gpt-4o", workload: { ...WORKLOAD, namespace: "lab" } })?.name,
      "z-lab",
    );
  });

  test("no route is found where none matches, and for names that no provider has", () => {
    assert.equal(compileRoutes([])({ operation: "chat", model: "gpt", workload: WORKLOAD }), undefined);
    assert.equal(match({ operation: "chat", model: "g".repeat(257), workload: WORKLOAD }), undefined);
    assert.equal(
      compileRoutes([routes[5] ?? routes[0] ?? route("a", {})])({
        operation: "chat",
        model: "GPT-4o-mini",
        workload: WORKLOAD,
      }),
      undefined,
    );
  });
});

describe("a workload selector", () => {
  const cases: readonly (readonly [string, Parameters<typeof matchesWorkload>[0], boolean])[] = [
    ["none matches everybody", undefined, true],
    ["an empty one matches everybody", {}, true],
    ["one of the namespaces", { namespaces: ["other", "shop"] }, true],
    ["another namespace", { namespaces: ["other"] }, false],
    ["the service account", { serviceAccounts: ["checkout"] }, true],
    ["another service account", { namespaces: ["shop"], serviceAccounts: ["other"] }, false],
    ["a label", { labels: { tier: "web" } }, true],
    ["a label with another value", { labels: { tier: "db" } }, false],
    ["a label that is missing", { labels: { tier: "web", zone: "a" } }, false],
    ["a label that every object seems to have", { labels: { constructor: "a" } }, false],
  ];
  for (const [name, selector, expected] of cases) {
    test(name, () => assert.equal(matchesWorkload(selector, WORKLOAD), expected));
  }
});

describe("a glob", () => {
  test("matches exactly what the same pattern matches as a regular expression", () => {
    const glob = fc.string({ unit: fc.constantFrom("a", "b", "*"), minLength: 1, maxLength: 8 });
    const model = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 10 });
    fc.assert(
      fc.property(glob, model, (pattern, text) => {
        const expected = new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(text);
        assert.equal(compileGlob(pattern).matches(text), expected);
      }),
      { numRuns: 2_000 },
    );
  });

  test("takes characters that mean something elsewhere for themselves", () => {
    assert.equal(compileGlob("a.b+c?[d]*").matches("a.b+c?[d]-x"), true);
    assert.equal(compileGlob("a.b").matches("axb"), false);
  });

  test("does not try all ways to split a text", () => {
    const hostile = compileGlob(`${"*a".repeat(120)}*b`);
    const before = process.cpuUsage().user;
    for (let time = 0; time < 1_000; time++) hostile.matches("a".repeat(256));
    assert.ok(process.cpuUsage().user - before < 1_000_000);
  });
});
