import assert from "node:assert/strict";
import { test } from "node:test";
import { openPurgeLog } from "../../../../control-plane/distribute/purge-file.ts";
import { EVERYTHING } from "../../../../control-plane/distribute/purge-log.ts";
import { MemoryFiles } from "../../../support/memory-files.ts";

const PATH = "/data/purges.json";
const NOW = 5_000;

async function open(files: MemoryFiles) {
  const refused: { reason: string; movedTo: string | undefined }[] = [];
  const opened = await openPurgeLog({
    folder: "/data",
    files,
    now: () => NOW,
    onRefused: (reason, movedTo) => refused.push({ reason, movedTo }),
  });
  return { ...opened, refused };
}

async function saved(): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  const { log, save } = await open(files);
  log.add(["a"], 9_000);
  log.add(["b"], 1);
  await save(log.saved());
  return files;
}

test("a restart knows every purge, and gives no number again", async () => {
  const { log, refused } = await open(await saved());
  assert.deepEqual(log.since(0).tags, [
    { tag: "a", sequence: 9_000 },
    { tag: "b", sequence: 9_001 },
  ]);
  assert.equal(log.add(["c"], 1), 9_002);
  assert.deepEqual(refused, []);
});

test("without a file nothing was purged, and nothing is told", async () => {
  const { log, refused } = await open(new MemoryFiles());
  assert.deepEqual(log.since(0), { sequence: 0, tags: [] });
  assert.deepEqual(refused, []);
});

test("a file with one byte changed, or cut anywhere, counts as a purge of everything", async () => {
  const good = (await saved()).files.get(PATH) ?? "";
  assert.ok(good.length > 100);
  for (let at = 0; at < good.length; at += 3) {
    for (const text of [
      good.slice(0, at),
      `${good.slice(0, at)}${good[at] === "x" ? "y" : "x"}${good.slice(at + 1)}`,
    ]) {
      const files = new MemoryFiles();
      files.files.set(PATH, text);
      const { log, refused } = await open(files);
      assert.deepEqual(log.since(0).tags, [{ tag: EVERYTHING, sequence: NOW }], `at ${at}`);
      assert.equal(refused[0]?.movedTo, `${PATH}.refused`);
      assert.equal(files.files.has(PATH), false);
    }
  }
});

test("a file that cannot be read counts as a purge of everything, and says so", async () => {
  const files = new MemoryFiles();
  files.failReads = true;
  const { log, refused } = await open(files);
  assert.deepEqual(log.since(0).tags, [{ tag: EVERYTHING, sequence: NOW }]);
  assert.match(refused[0]?.reason ?? "", /EACCES.*could not be moved away/);
  assert.equal(refused[0]?.movedTo, undefined);
});

test("a full disk is told to each who saves; when there is room again everything is saved", async () => {
  const files = new MemoryFiles();
  const { log, save } = await open(files);
  files.failWrites = true;
  log.add(["a"], 1);
  const [first, second] = [save(log.saved()), save(log.saved())];
  await assert.rejects(first, /ENOSPC/);
  await assert.rejects(second, /ENOSPC/);
  files.failWrites = false;
  log.add(["b"], 2);
  await save(log.saved());
  assert.equal((await open(files)).log.since(0).tags.length, 2);
});

test("many purges at once are written as few files", async () => {
  const files = new MemoryFiles();
  const { log, save } = await open(files);
  await Promise.all(
    Array.from({ length: 100 }, (_, index) => {
      log.add([`t${index}`], index);
      return save(log.saved());
    }),
  );
  assert.ok(files.writes <= 2, `${files.writes} writes`);
  assert.equal((await open(files)).log.since(0).tags.length, 100);
});
