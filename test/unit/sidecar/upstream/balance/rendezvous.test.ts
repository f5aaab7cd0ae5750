import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createEndpoints, hash64 } from "../../../../../sidecar/upstream/balance/endpoint.ts";
import { rendezvous } from "../../../../../sidecar/upstream/balance/rendezvous.ts";
import { counted, endpointsOfWeights, nameOf } from "./support.ts";

const SESSIONS = Array.from({ length: 6_000 }, (_, index) => hash64(`session-${index}`));

test("a session has the same endpoint in every process, whatever the order of the endpoints", () => {
  const specs = ["a", "b", "c", "d"].map((name, index) => ({
    url: `http://${name}.example`,
    weight: index + 1,
  }));
  const here = createEndpoints(specs);
  const there = createEndpoints(specs.toReversed());
  for (const session of SESSIONS.slice(0, 500)) {
    assert.equal(rendezvous(session, here)?.label, rendezvous(session, there)?.label);
  }
});

test("when an endpoint goes, its own sessions move and no others; when it is back, so are they", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 2, maxLength: 10 }),
      fc.nat(),
      fc.array(fc.string(), { minLength: 1, maxLength: 50 }),
      (weights, which, sessions) => {
        const endpoints = endpointsOfWeights(...weights);
        const gone = endpoints[which % endpoints.length];
        const left = endpoints.filter((endpoint) => endpoint !== gone);
        for (const session of sessions.map(hash64)) {
          const before = rendezvous(session, endpoints);
          const after = rendezvous(session, left);
          if (before === gone) assert.notEqual(after, gone);
          else assert.equal(after, before);
        }
      },
    ),
  );
});

test("the sessions of an endpoint that goes are spread over all the others", () => {
  const endpoints = endpointsOfWeights(1, 1, 1, 1);
  const [gone, ...left] = endpoints;
  const moved = SESSIONS.filter((session) => rendezvous(session, endpoints) === gone);
  const shares = counted(
    moved.map((session) => {
      const next = rendezvous(session, left);
      return next === undefined ? "" : nameOf(next);
    }),
  );
  for (const name of ["b", "c", "d"])
    assert.ok(Math.abs((shares[name] ?? 0) - moved.length / 3) < moved.length * 0.06, JSON.stringify(shares));
});

test("endpoints have sessions by their weights", () => {
  const weights = [1, 2, 3, 6];
  const endpoints = endpointsOfWeights(...weights);
  const shares = counted(SESSIONS.map((session) => String(rendezvous(session, endpoints)?.index)));
  for (const [index, weight] of weights.entries()) {
    const expected = (SESSIONS.length * weight) / 12;
    assert.ok(Math.abs((shares[index] ?? 0) - expected) < expected * 0.12, JSON.stringify(shares));
  }
});
