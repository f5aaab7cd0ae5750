import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type CheckOutput, runCheck } from "../../../../control-plane/cli/check.ts";

const UPSTREAM =
  "apiVersion: aios.dev/v1\nkind: Upstream\nmetadata: { name: openai }\nspec: { dialect: openai, url: 'https://api.openai.com/v1' }\n";
const ROUTE = (upstream: string) =>
  `apiVersion: aios.dev/v1\nkind: Route\nmetadata: { name: chat }\nspec: { match: {}, targets: [{ upstream: ${upstream} }] }\n`;

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "aios-check-"));
});
after(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, content);
  return path;
}

async function check(paths: readonly string[], output: CheckOutput = "text") {
  const written = { stdout: "", stderr: "" };
  const sink = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const exitCode = await runCheck({
    paths,
    output,
    stdout: sink("stdout"),
    stderr: sink("stderr"),
    colour: false,
  });
  return { exitCode, ...written };
}

describe("aios check", () => {
  test("says how much it has looked at when there are no faults", async () => {
    await write("good/b/route.yml", ROUTE("openai"));
    await write("good/a.yaml", UPSTREAM);
    await write("good/.hidden.yaml", "not: valid");
    await write("good/notes.txt", "not: valid");
    assert.deepEqual(await check([join(folder, "good")]), {
      exitCode: 0,
      stdout: "2 files, 2 resources: no faults\n",
      stderr: "",
    });
  });

  test("tells every fault over all files, in the order of their paths, and exits with 1", async () => {
    const second = await write("bad/b.yaml", ROUTE("opnai"));
    const first = await write("bad/a.yaml", UPSTREAM.replace("dialect: openai", "dialect: opnai"));
    const { exitCode, stdout } = await check([join(folder, "bad")]);
    assert.equal(exitCode, 1);
    const lines = stdout.split("\n");
    assert.match(lines[0] ?? "", new RegExp(`^${first}:4:18 error E304 Upstream/openai spec\\.dialect: `));
    assert.match(
      lines[3] ?? "",
      new RegExp(
        `^${second}:4:\\d+ error E401 Route/chat spec\\.targets\\[0\\]\\.upstream: .*did you mean "openai"\\?$`,
      ),
    );
    assert.equal(lines.at(-2), "2 files, 2 resources: 2 faults in 2 files");
  });

  test("exits with 2 when a path is not there, or there is nothing to check", async () => {
    const good = await write("one.yaml", UPSTREAM);
    const missing = await check([good, join(folder, "none.yaml")]);
    assert.deepEqual(missing, {
      exitCode: 2,
      stdout: "",
      stderr: `aios check: ${join(folder, "none.yaml")}: there is no such file\n`,
    });
    await mkdir(join(folder, "empty"), { recursive: true });
    const empty = await check([join(folder, "empty")]);
    assert.equal(empty.exitCode, 2);
    assert.match(empty.stderr, /there is no \*\.yaml or \*\.yml in /);
  });

  test("tells files that cannot be read as faults", async () => {
    const binary = await write("odd/binary.yaml", new Uint8Array([0x61, 0x3a, 0x20, 0xff, 0xfe]));
    const huge = await write("odd/huge.yaml", "#".repeat(3_000_000));
    await symlink(join(folder, "nowhere"), join(folder, "odd/dangling.yaml"));
    const { exitCode, stdout } = await check([join(folder, "odd")]);
    assert.equal(exitCode, 1);
    assert.match(stdout, new RegExp(`${binary} error E105 it is not UTF-8`));
    assert.match(stdout, new RegExp(`${huge} error E104 the file is larger than 1 MiB; split it`));
    assert.match(stdout, /dangling\.yaml error E105 there is no such file/);
  });

  test("is not led round in a circle by links, and reads a file once", async () => {
    const path = await write("loop/a.yaml", UPSTREAM);
    await symlink(join(folder, "loop"), join(folder, "loop/again"));
    assert.equal((await check([join(folder, "loop"), path])).stdout, "1 file, 1 resource: no faults\n");
  });

  test("warns of what is valid but cannot work, and exits with 0", async () => {
    const path = await write("warned/a.yaml", UPSTREAM.replace("/v1'", "'"));
    const { exitCode, stdout } = await check([path]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^\S+:4:31 warning W302 /);
    assert.match(stdout, /\n1 file, 1 resource: no faults, 1 warning in 1 file\n$/);
    const { faults, warnings } = JSON.parse((await check([path], "json")).stdout);
    assert.deepEqual([faults.length, warnings.length, warnings[0].code], [0, 1, "W302"]);
    assert.equal(JSON.parse((await check([path], "sarif")).stdout).runs[0].results[0].level, "warning");
  });

  test("tells faults and warnings together, and exits with 1", async () => {
    const path = await write("both.yaml", `${UPSTREAM.replace("/v1'", "'")}---\n${ROUTE("opnai")}`);
    const { exitCode, stdout } = await check([path]);
    assert.equal(exitCode, 1);
    assert.match(stdout, / error E401 [\s\S]* warning W302 /);
    assert.match(stdout, /: 1 fault in 1 file, 1 warning in 1 file\n$/);
  });

  test("says of alternatives in one folder that they are to be checked apart", async () => {
    await write("alternatives/a.yaml", UPSTREAM);
    await write("alternatives/b.yaml", UPSTREAM);
    const { stdout } = await check([join(folder, "alternatives")]);
    assert.match(stdout, /a\.yaml:3; all files together are one configuration: give alternatives apart\n/);
  });

  test("writes one document for programs, with and without faults", async () => {
    const good = await write("two.yaml", UPSTREAM);
    const bad = await write("three.yaml", ROUTE("openai"));
    assert.deepEqual(JSON.parse((await check([good], "json")).stdout), { faults: [], warnings: [] });
    const { exitCode, stdout } = await check([bad], "json");
    assert.equal(exitCode, 1);
    assert.equal(JSON.parse(stdout).faults[0].code, "E401");
    assert.equal(JSON.parse((await check([bad], "sarif")).stdout).runs[0].results[0].ruleId, "E401");
  });
});
