import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Place, Roster } from "../../../../sidecar/core/roster.ts";

test("it has who a Set has, whoever comes and goes, and tells once that somebody has left", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(9)), { maxLength: 60 }), (steps) => {
      const roster = new Roster<{ name: number }>();
      const set = new Set<Place<{ name: number }>>();
      const all: Place<{ name: number }>[] = [];
      for (const [comes, which] of steps) {
        if (comes) {
          const place = roster.add({ name: all.length });
          all.push(place);
          set.add(place);
        } else {
          const place = all[which];
          if (place !== undefined) assert.equal(roster.remove(place), set.delete(place));
        }
        assert.equal(roster.size, set.size);
        assert.deepEqual(
          [...roster].map(({ name }) => name).sort((left, right) => left - right),
          [...set].map(({ item }) => item.name).sort((left, right) => left - right),
        );
      }
    }),
  );
});

test("who leaves while all are gone through is still told", () => {
  const roster = new Roster<{ name: string }>();
  const places = ["a", "b", "c"].map((name) => roster.add({ name }));
  const told: string[] = [];
  for (const { name } of roster) {
    told.push(name);
    for (const place of places) roster.remove(place);
  }
  assert.deepEqual(told, ["a", "b", "c"]);
});
