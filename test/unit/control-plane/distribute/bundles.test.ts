import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { buildSnapshot } from "../../../../config/schema/snapshot.ts";
import { type Bundle, bundleFor } from "../../../../control-plane/distribute/bundles.ts";
import type { Workload } from "../../../../sidecar/core/call.ts";
import { desiredConfig, documentOf, upstream } from "./desired-config.ts";

function workload(labels: Record<string, string> = {}, namespace = "default"): Workload {
  return { namespace, serviceAccount: "app", labels };
}

const namesIn = (bundle: Bundle) => bundle.resources.map(({ kind, name }) => `${kind}/${name}`);

function specIn(bundle: Bundle, name: string): Record<string, unknown> {
  const resource = bundle.resources.find((each) => `${each.kind}/${each.name}` === name);
  assert.ok(resource !== undefined, `${name} is in the bundle`);
  return JSON.parse(resource.json) as Record<string, unknown>;
}

const CONFIG = desiredConfig(
  [
    upstream("open", "auth: { bearer: { env: OPEN_KEY } }"),
    upstream(
      "stated",
      'via: control-plane, auth: { header: { name: x-api-key, value: { file: "/keys/a" } } }',
    ),
    upstream("near", "via: direct, auth: { bearer: { env: NEAR_KEY } }"),
    upstream("spare"),
    upstream("payments"),
    upstream("unused"),
    documentOf("Policy", "everywhere", "{ redact: { entities: [email] } }"),
    documentOf("Policy", "both", "{ select: { routes: [chat, payments] }, redact: { entities: [card] } }"),
    documentOf("Policy", "only-payments", "{ select: { routes: [payments] }, redact: { entities: [iban] } }"),
    documentOf(
      "Route",
      "chat",
      "{ match: { models: [a] }, targets: [{ upstream: open }, { upstream: stated }, { upstream: near }], fallback: [{ upstream: spare }], policies: [everywhere] }",
    ),
    documentOf(
      "Route",
      "payments",
      "{ match: { models: [b], workloads: { namespaces: [payments], labels: { team: pay } } }, targets: [{ upstream: payments }] }",
    ),
  ].join(""),
);

test("a workload gets the routes that select it, what those refer to, and no more", () => {
  assert.deepEqual(namesIn(bundleFor(CONFIG, workload())), [
    "Upstream/near",
    "Upstream/open",
    "Upstream/spare",
    "Upstream/stated",
    "Policy/both",
    "Policy/everywhere",
    "Route/chat",
  ]);
  assert.deepEqual(namesIn(bundleFor(CONFIG, workload({ team: "pay" }, "payments"))), [
    "Upstream/near",
    "Upstream/open",
    "Upstream/payments",
    "Upstream/spare",
    "Upstream/stated",
    "Policy/both",
    "Policy/everywhere",
    "Policy/only-payments",
    "Route/chat",
    "Route/payments",
  ]);
});

test("a selector counts only when all of its parts match", () => {
  for (const half of [
    workload({ team: "pay" }),
    workload({}, "payments"),
    workload({ team: "paid" }, "payments"),
  ]) {
    assert.ok(!namesIn(bundleFor(CONFIG, half)).includes("Route/payments"));
  }
});

test("how to authenticate stays here for what only the control plane dials, whether that is written or the default", () => {
  const bundle = bundleFor(CONFIG, workload());
  assert.deepEqual(Object.keys(specIn(bundle, "Upstream/open")), ["dialect", "url"]);
  assert.equal(specIn(bundle, "Upstream/stated")["auth"], undefined);
  assert.deepEqual(specIn(bundle, "Upstream/near")["auth"], { bearer: { env: "NEAR_KEY" } });
  assert.doesNotMatch(JSON.stringify(bundle), /OPEN_KEY|x-api-key|keys\/a/);
});

test("where it is stays here as well: the URL of what a sidecar dials itself is the only one that is pushed", () => {
  const bundle = bundleFor(CONFIG, workload());
  for (const name of ["open", "stated", "spare"]) {
    const host = new URL(String(specIn(bundle, `Upstream/${name}`)["url"])).hostname;
    assert.match(host, /^[0-9a-f]{16}\.control-plane\.invalid$/);
  }
  assert.equal(specIn(bundle, "Upstream/near")["url"], "https://near.example/v1");
  assert.doesNotMatch(JSON.stringify(bundle), /(open|stated|spare)\.example/);
});

const SPREAD =
  "{ dialect: openai, endpoints: [{ url: https://east.example/v1 }, { url: https://west.example/v1, weight: 3 }], loadBalancing: { sticky: session }";

test("the endpoints that the gateway balances stay here; how they are balanced, and those that a sidecar dials itself, are pushed", () => {
  const pushed = (more: string) =>
    specIn(
      bundleFor(
        desiredConfig(
          documentOf("Upstream", "spread", `${SPREAD}${more} }`) +
            documentOf("Route", "chat", "{ match: {}, targets: [{ upstream: spread }] }"),
        ),
        workload(),
      ),
      "Upstream/spread",
    );
  const central = pushed("");
  assert.equal(central["endpoints"], undefined);
  assert.match(String(central["url"]), /^http:\/\/[0-9a-f]{16}\.control-plane\.invalid$/);
  assert.deepEqual(central["loadBalancing"], { sticky: "session" });
  assert.doesNotMatch(JSON.stringify(central), /(east|west)\.example/);
  const near = pushed(", via: direct");
  assert.equal(near["url"], undefined);
  assert.equal((near["endpoints"] as readonly unknown[]).length, 2);
});

test("a route's shadow target comes along", () => {
  const config = desiredConfig(
    upstream("open") +
      upstream("shadow") +
      upstream("unused") +
      documentOf(
        "Route",
        "chat",
        "{ match: {}, targets: [{ upstream: open }], mirror: { upstream: shadow } }",
      ),
  );
  assert.deepEqual(namesIn(bundleFor(config, workload())), [
    "Upstream/open",
    "Upstream/shadow",
    "Route/chat",
  ]);
});

test("who embeds the questions of a route's cache comes along", () => {
  const config = desiredConfig(
    upstream("open") +
      upstream("vectors") +
      upstream("unused") +
      documentOf(
        "Route",
        "chat",
        "{ match: {}, targets: [{ upstream: open }], cache: { exact: { ttl: 1m }, semantic: { embedder: { upstream: vectors, model: m } } } }",
      ),
  );
  assert.deepEqual(namesIn(bundleFor(config, workload())), [
    "Upstream/open",
    "Upstream/vectors",
    "Route/chat",
  ]);
});

test("a sidecar learns that an upstream is another one now, so that it keeps none of its answers", () => {
  const route = documentOf("Route", "chat", "{ match: {}, targets: [{ upstream: open }] }");
  const pushed = (yaml: string) => bundleFor(desiredConfig(yaml + route), workload());
  const keyed = (key: string) => upstream("open", `auth: { bearer: { env: ${key} } }`);
  const before = pushed(keyed("A"));
  assert.equal(pushed(keyed("A")).version, before.version);
  assert.notEqual(pushed(keyed("B")).version, before.version);
  assert.notEqual(pushed(keyed("A").replace("open.example", "else.example")).version, before.version);
});

test("a policy selects, in a bundle, only routes that are in it; one that selects none of them is left out", () => {
  const bundle = bundleFor(CONFIG, workload());
  assert.deepEqual(specIn(bundle, "Policy/both")["select"], { routes: ["chat"] });
  const all = bundleFor(CONFIG, workload({ team: "pay" }, "payments"));
  assert.deepEqual(specIn(all, "Policy/both")["select"], { routes: ["chat", "payments"] });
});

test("the parts of a selection beside routes stay as they are", () => {
  const config = desiredConfig(
    [
      upstream("open"),
      documentOf(
        "Policy",
        "mixed",
        '{ select: { routes: [chat], headers: { x-team: "a" } }, redact: { entities: [email] } }',
      ),
      documentOf("Route", "chat", "{ match: {}, targets: [{ upstream: open }] }"),
    ].join(""),
  );
  assert.deepEqual(specIn(bundleFor(config, workload()), "Policy/mixed")["select"], {
    routes: ["chat"],
    headers: { "x-team": "a" },
  });
});

test("a workload that no route selects gets no upstream", () => {
  const config = desiredConfig(
    upstream("open") +
      documentOf(
        "Route",
        "chat",
        "{ match: { workloads: { namespaces: [other] } }, targets: [{ upstream: open }] }",
      ),
  );
  assert.deepEqual(namesIn(bundleFor(config, workload())), []);
});

test("a workload's version does not change with what it does not get", () => {
  const base = upstream("open") + documentOf("Route", "chat", "{ match: {}, targets: [{ upstream: open }] }");
  const before = bundleFor(desiredConfig(base), workload());
  const foreign =
    upstream("other") +
    documentOf(
      "Route",
      "other",
      "{ match: { workloads: { namespaces: [other] } }, targets: [{ upstream: other }] }",
    );
  assert.equal(bundleFor(desiredConfig(base + foreign), workload()).version, before.version);
  const changed = base.replace("match: {}", "match: { models: [b] }");
  assert.notEqual(bundleFor(desiredConfig(changed), workload()).version, before.version);
});

test("every bundle is a valid configuration of its own, and none holds a reference to a key that stays here", () => {
  const team = fc.constantFrom("a", "b", "c");
  const route = fc.record({
    team: fc.option(team, { nil: undefined }),
    targets: fc.uniqueArray(fc.constantFrom("u0", "u1", "u2"), { minLength: 1 }),
    rung: fc.option(fc.constantFrom("u0", "u1", "u2"), { nil: undefined }),
  });
  const policyRoutes = fc.uniqueArray(fc.nat(3), { minLength: 1 });
  fc.assert(
    fc.property(
      fc.array(route, { minLength: 1, maxLength: 4 }),
      fc.array(policyRoutes, { maxLength: 3 }),
      team,
      (routes, policies, caller) => {
        const yaml = [
          ...["u0", "u1", "u2"].map((name) =>
            upstream(name, `auth: { bearer: { env: KEY_${name.toUpperCase()} } }`),
          ),
          ...policies.map((selected, index) => {
            const names = selected.filter((each) => each < routes.length).map((each) => `r${each}`);
            const select = names.length === 0 ? "" : `select: { routes: [${names.join(", ")}] }, `;
            return documentOf("Policy", `p${index}`, `{ ${select}redact: { entities: [email] } }`);
          }),
          ...routes.map(({ team: wanted, targets, rung }, index) => {
            const match = wanted === undefined ? "{}" : `{ workloads: { labels: { team: ${wanted} } } }`;
            const fallback = rung === undefined ? "[]" : `[{ upstream: ${rung} }]`;
            const to = targets.map((name) => `{ upstream: ${name} }`).join(", ");
            return documentOf(
              "Route",
              `r${index}`,
              `{ match: ${match}, targets: [${to}], fallback: ${fallback} }`,
            );
          }),
        ].join("");
        const bundle = bundleFor(desiredConfig(yaml), workload({ team: caller }));
        const built = buildSnapshot(
          bundle.resources.map(({ kind, name, json }) => ({ kind, name, spec: JSON.parse(json) as unknown })),
        );
        assert.ok(built.ok, JSON.stringify(built));
        assert.equal(built.snapshot.version, bundle.version);
        assert.deepEqual(
          built.snapshot.routes.map(({ name }) => name),
          routes.flatMap((each, index) =>
            each.team === undefined || each.team === caller ? [`r${index}`] : [],
          ),
        );
        assert.doesNotMatch(JSON.stringify(bundle), /KEY_U/);
      },
    ),
    { numRuns: 60 },
  );
});

test("a candidate goes where the policy goes that it is for", () => {
  const config = desiredConfig(
    [
      upstream("open"),
      documentOf("Policy", "pay", "{ select: { routes: [payments] }, redact: { entities: [iban] } }"),
      documentOf("Policy", "next", "{ mode: dry-run, candidateFor: pay, redact: { entities: [card] } }"),
      documentOf("Route", "chat", "{ match: { models: [a] }, targets: [{ upstream: open }] }"),
      documentOf(
        "Route",
        "payments",
        "{ match: { models: [b], workloads: { namespaces: [payments] } }, targets: [{ upstream: open }] }",
      ),
    ].join(""),
  );
  const policies = (bundle: Bundle) => namesIn(bundle).filter((name) => name.startsWith("Policy/"));
  assert.deepEqual(policies(bundleFor(config, workload({}, "payments"))), ["Policy/next", "Policy/pay"]);
  assert.deepEqual(policies(bundleFor(config, workload())), []);
});
