import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { similarityOf } from "../../../../sidecar/embedding/unit-vector.ts";
import { createVectorIndex, VectorMismatch } from "../../../../sidecar/embedding/vector-index.ts";
import { near, numbersFrom, randomVector } from "./vectors.ts";

const stamped = (values: Float32Array, embedder = "model-1") => ({ embedder, values });
const at = (degrees: number) =>
  stamped(Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)));
const mismatch = (reason: string) => (error: unknown) =>
  error instanceof VectorMismatch && error.reason === reason;

describe("an index of vectors", () => {
  it("finds the nearest ones that are similar enough, the nearest first", () => {
    const index = createVectorIndex({ maxEntries: 10 });
    for (const degrees of [50, 10, 30, 80, 20]) index.insert("p", `${degrees}°`, at(degrees));
    const found = index.search("p", at(12), 3, Math.cos((40 * Math.PI) / 180));
    assert.deepEqual(
      found.map(({ key }) => key),
      ["10°", "20°", "30°"],
    );
    assert.ok(Math.abs((found[0]?.similarity ?? 0) - Math.cos((2 * Math.PI) / 180)) < 1e-6);
    assert.deepEqual(index.search("p", at(180), 3, 0.5), []);
    assert.deepEqual(index.search("p", at(10), 0, 0), []);
    assert.equal(index.search("p", at(10), 10, 0).length, 5);
  });

  it("never finds what is in another partition", () => {
    const index = createVectorIndex({ maxEntries: 10 });
    index.insert("one", "a", at(0));
    index.insert("other", "b", at(1));
    assert.deepEqual(
      index.search("one", at(1), 10, 0).map(({ key }) => key),
      ["a"],
    );
    assert.deepEqual(index.search("third", at(1), 10, 0), []);
  });

  it("has one vector for a key, in whichever partition it was put last", () => {
    const index = createVectorIndex({ maxEntries: 10 });
    index.insert("one", "a", at(0));
    index.insert("one", "a", at(90));
    assert.deepEqual(index.search("one", at(0), 10, 0.5), []);
    index.insert("other", "a", at(0));
    assert.equal(index.size, 1);
    assert.deepEqual(index.search("one", at(0), 10, -1), []);
    assert.equal(index.search("other", at(0), 10, 0.5).length, 1);
  });

  it("makes room by what was not inserted or found for longest, and tells which that was", () => {
    const index = createVectorIndex({ maxEntries: 2 });
    assert.equal(index.insert("p", "a", at(0)), undefined);
    assert.equal(index.insert("p", "b", at(90)), undefined);
    index.search("p", at(0), 1, 0.9);
    assert.equal(index.insert("p", "c", at(45)), "b");
    assert.equal(index.size, 2);
    assert.deepEqual(
      index.search("p", at(45), 10, -1).map(({ key }) => key),
      ["c", "a"],
    );
    assert.equal(index.remove("b"), false);
    assert.equal(index.remove("a"), true);
    assert.equal(index.insert("q", "d", at(0)), undefined);
  });

  it("refuses vectors of another embedder or dimension, also to search for, until it is cleared", () => {
    const index = createVectorIndex({ maxEntries: 2 });
    index.insert("p", "a", at(0));
    const other = stamped(Float32Array.of(1, 0), "model-2");
    const longer = stamped(Float32Array.of(1, 0, 0));
    assert.throws(() => index.insert("p", "b", other), mismatch("embedder"));
    assert.throws(() => index.search("p", other, 1, 0), mismatch("embedder"));
    assert.throws(() => index.insert("p", "b", longer), mismatch("dimension"));
    assert.throws(() => index.search("p", longer, 1, 0), mismatch("dimension"));
    assert.equal(index.size, 1);
    index.clear();
    assert.equal(index.size, 0);
    assert.equal(index.bytes, 0);
    index.insert("p", "b", stamped(Float32Array.of(1, 0, 0), "model-2"));
    assert.equal(index.search("p", stamped(Float32Array.of(1, 0, 0), "model-2"), 1, 0.9).length, 1);
  });

  it("refuses vectors that do not have length 1", () => {
    const index = createVectorIndex({ maxEntries: 2 });
    for (const values of [[2, 0], [0, 0], [Number.NaN, 1], []])
      assert.throws(() => index.insert("p", "a", stamped(Float32Array.from(values))), mismatch("length"));
    assert.equal(index.size, 0);
  });

  it("takes no more memory for vectors than it has entries, however long it is used", () => {
    const index = createVectorIndex({ maxEntries: 1_500 });
    const next = numbersFrom(5);
    for (let entry = 0; entry < 6_000; entry++)
      index.insert(`partition-${entry}`, `${entry}`, stamped(randomVector(next, 16)));
    assert.equal(index.size, 1_500);
    // Two pieces of 1,024.
    assert.equal(index.bytes, 2_048 * (16 * 4 + 64));
    const before = index.bytes;
    for (let entry = 0; entry < 6_000; entry++) index.remove(`${entry}`);
    assert.equal(index.size, 0);
    for (let entry = 0; entry < 1_500; entry++)
      index.insert("p", `${entry}`, stamped(randomVector(next, 16)));
    assert.equal(index.bytes, before);
  });

  it("finds what a search through all would find, whatever came and went before", () => {
    const keys = fc.integer({ min: 0, max: 15 }).map(String);
    const partitions = fc.constantFrom("one", "other");
    const degrees = fc.integer({ min: 0, max: 359 });
    const step = fc.oneof(
      fc.record({ does: fc.constant("insert" as const), key: keys, partition: partitions, degrees }),
      fc.record({ does: fc.constant("remove" as const), key: keys }),
      fc.record({
        does: fc.constant("search" as const),
        partition: partitions,
        degrees,
        minimum: fc.constantFrom(-1, 0.7),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
        const index = createVectorIndex({ maxEntries: 8 });
        // In the order of use.
        const all = new Map<string, { readonly partition: string; readonly degrees: number }>();
        for (const each of steps) {
          if (each.does === "remove") {
            assert.equal(index.remove(each.key), all.delete(each.key));
          } else if (each.does === "insert") {
            all.delete(each.key);
            const oldest = all.size < 8 ? undefined : all.keys().next().value;
            if (oldest !== undefined) all.delete(oldest);
            all.set(each.key, each);
            assert.equal(index.insert(each.partition, each.key, at(each.degrees)), oldest);
          } else {
            const expected = [...all]
              .filter(([, { partition }]) => partition === each.partition)
              .map(([key, other]) => ({
                key,
                similarity: similarityOf(at(each.degrees).values, at(other.degrees).values),
              }))
              .filter(({ similarity }) => similarity >= each.minimum);
            const found = index.search(each.partition, at(each.degrees), 100, each.minimum);
            assert.deepEqual(found.map(({ key }) => key).sort(), expected.map(({ key }) => key).sort());
            for (let place = 1; place < found.length; place++)
              assert.ok((found[place - 1]?.similarity ?? 0) >= (found[place]?.similarity ?? 1));
            for (const { key } of found.toReversed()) {
              const entry = all.get(key);
              assert.ok(entry);
              all.delete(key);
              all.set(key, entry);
            }
          }
          assert.equal(index.size, all.size);
          assert.equal(index.partitions, new Set([...all.values()].map(({ partition }) => partition)).size);
        }
      }),
    );
  });

  for (const { crowding, dimension } of [
    { crowding: 4, dimension: 512 },
    { crowding: 0.9, dimension: 512 },
    { crowding: 0.6, dimension: 384 },
    { crowding: 0.6, dimension: 64 },
  ]) {
    it(`finds the nearest of 2,000 at least 99 times in 100, at a distance of ${crowding} from each other, of ${dimension} numbers`, () => {
      const next = numbersFrom(dimension + crowding);
      const index = createVectorIndex({ maxEntries: 2_000 });
      const centres = Array.from({ length: 20 }, () => randomVector(next, dimension));
      const all = Array.from({ length: 2_000 }, (_, entry) =>
        near(centres[entry % 20] ?? Float32Array.of(1), crowding, next),
      );
      for (const [entry, vector] of all.entries()) index.insert("p", `${entry}`, stamped(vector));
      let found = 0;
      let sought = 0;
      for (let question = 0; question < 150; question++) {
        const vector = near(
          all[(question * 13) % all.length] ?? Float32Array.of(1),
          0.1 + 0.4 * Math.abs(next()),
          next,
        );
        let best = -1;
        let key = "";
        for (const [entry, other] of all.entries()) {
          const similarity = similarityOf(vector, other);
          if (similarity > best) [best, key] = [similarity, `${entry}`];
        }
        if (best < 0.85) continue;
        sought++;
        if (index.search("p", stamped(vector), 1, 0.85)[0]?.key === key) found++;
      }
      assert.ok(sought >= 100, `only ${sought} have a neighbour`);
      assert.ok(found >= 0.99 * sought, `${found} of ${sought}`);
    });
  }
});
