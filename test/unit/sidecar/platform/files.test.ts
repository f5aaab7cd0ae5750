import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { readConfigFiles, watchPaths, writeFileAtomically } from "../../../../sidecar/platform/files.ts";
import { FakeClock } from "../../../support/fake-clock.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aios-files-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

describe("reading configuration", () => {
  test("finds YAML in folders and below, in order, and leaves out what is hidden", async () => {
    for (const name of ["b.yml", "a.yaml", "c/d.yaml", ".e.yaml", "..data/f.yaml", "g.json"])
      await write(name, name);
    const { files, unread } = await readConfigFiles([folder]);
    assert.deepEqual(
      files.map(({ text }) => text),
      ["a.yaml", "b.yml", "c/d.yaml"],
    );
    assert.deepEqual(unread, []);
  });

  test("takes a file that is named, whatever it is called", async () => {
    const path = await write("config", "x");
    assert.deepEqual((await readConfigFiles([path])).files, [{ path, text: "x" }]);
  });

  test("reads no more of a huge file than shows that it is one", async () => {
    const path = await write("a.yaml", "é".repeat(2_000_000));
    const [file] = (await readConfigFiles([path])).files;
    assert.ok(file !== undefined && Buffer.byteLength(file.text) > 1_048_576 && file.text.length < 1_048_578);
  });

  test("tells what cannot be read", async () => {
    await writeFile(join(folder, "a.yaml"), new Uint8Array([0xff]));
    const { files, unread } = await readConfigFiles([folder, join(folder, "none")]);
    assert.deepEqual(files, []);
    assert.deepEqual(unread.map(({ problem, reason }) => `${problem}: ${reason}`).sort(), [
      "missing: there is no such file",
      "unreadable: it is not UTF-8",
    ]);
  });
});

describe("writing atomically", () => {
  test("replaces the content and leaves nothing behind", async () => {
    const path = join(folder, "new/state.json");
    await writeFileAtomically(path, "one");
    await writeFileAtomically(path, new TextEncoder().encode("two"));
    assert.equal(await readFile(path, "utf8"), "two");
    assert.deepEqual(await readdir(dirname(path)), ["state.json"]);
  });

  test("is for the owner's eyes", async () => {
    const path = join(folder, "state.json");
    await writeFileAtomically(path, "one");
    assert.equal((await stat(path)).mode & 0o777, 0o600);
  });

  test("leaves the old content and no temporary file when it fails", async () => {
    await mkdir(join(folder, "state.json"));
    await write("state.json/inside", "old");
    await assert.rejects(writeFileAtomically(join(folder, "state.json"), "new"));
    assert.deepEqual(await readdir(folder), ["state.json"]);
    assert.equal(await readFile(join(folder, "state.json/inside"), "utf8"), "old");
  });

  test("writers at the same time leave the content of one of them", async () => {
    const path = join(folder, "state.json");
    const contents = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000));
    await Promise.all(contents.map((content) => writeFileAtomically(path, content)));
    assert.ok(contents.includes(await readFile(path, "utf8")));
    assert.deepEqual(await readdir(folder), ["state.json"]);
  });
});

describe("watching configuration", () => {
  /** Counts changes; `next` waits for one more. */
  function watching(paths: readonly string[]) {
    const clock = new FakeClock();
    let changes = 0;
    let waiting: (() => void) | undefined;
    const watcher = watchPaths(paths, clock, () => {
      changes++;
      waiting?.();
    });
    return {
      clock,
      watcher,
      get changes() {
        return changes;
      },
      async next(seen: number): Promise<void> {
        while (changes <= seen) {
          await new Promise<void>((resolve) => {
            waiting = resolve;
          });
        }
      },
    };
  }

  test("tells once at the start, for what changed before", async (context) => {
    const watched = watching([await write("a.yaml", "1")]);
    context.after(() => watched.watcher.close());
    await watched.next(0);
    assert.equal(watched.changes, 1);
  });

  test("tells of a file that is written, replaced, added and removed, while the clock stands still", async (context) => {
    await write("a.yaml", "1");
    const watched = watching([folder]);
    context.after(() => watched.watcher.close());
    await watched.next(0);
    const changes = [
      () => write("a.yaml", "12"),
      async () => rename(await write("a.tmp", "3"), join(folder, "a.yaml")),
      () => write("b.yaml", "4"),
      () => rm(join(folder, "b.yaml")),
    ];
    for (const change of changes) {
      const seen = watched.changes;
      await change();
      await watched.next(seen);
    }
  });

  test("tells when a ConfigMap swaps its hidden link", async (context) => {
    await write("..1/a.yaml", "1");
    await write("..2/a.yaml", "2");
    await symlink("..1", join(folder, "..data"));
    await symlink("..data/a.yaml", join(folder, "a.yaml"));
    const watched = watching([folder]);
    context.after(() => watched.watcher.close());
    await watched.next(0);
    await symlink("..2", join(folder, "..data_tmp"));
    await rename(join(folder, "..data_tmp"), join(folder, "..data"));
    await watched.next(1);
    assert.deepEqual(
      (await readConfigFiles([folder])).files.map(({ text }) => text),
      ["2"],
    );
  });

  test("tells of a folder that comes to be, by looking every second", async (context) => {
    const later = join(folder, "later/conf");
    const watched = watching([later]);
    context.after(() => watched.watcher.close());
    await watched.next(0);
    await write("later/conf/a.yaml", "1");
    while (watched.changes < 2) await watched.clock.advance(1_000);
  });

  test("does not tell of what is no configuration", async (context) => {
    await write("a.yaml", "1");
    const watched = watching([folder]);
    context.after(() => watched.watcher.close());
    await watched.next(0);
    await write("notes.txt", "x");
    await write(".hidden.yaml", "x");
    for (let second = 0; second < 5; second++) await watched.clock.advance(1_000);
    await write("b.yaml", "1");
    await watched.next(1);
    assert.equal(watched.changes, 2);
  });

  test("is silent and has no timer once closed", async () => {
    const path = await write("a.yaml", "1");
    const watched = watching([path]);
    await watched.next(0);
    watched.watcher.close();
    await write("a.yaml", "2");
    await watched.clock.advance(5_000);
    assert.equal(watched.changes, 1);
    assert.equal(watched.clock.running, 0);
  });
});
