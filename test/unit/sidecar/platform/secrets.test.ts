import assert from "node:assert/strict";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type AllowedSecrets, onlyAllowed, systemSecrets } from "../../../../sidecar/platform/secrets.ts";

const reader = (allowed: Partial<AllowedSecrets>) =>
  onlyAllowed(
    { env: (name) => `value of ${name}`, file: systemSecrets.file },
    { env: [], files: [], ...allowed },
  );

async function folder(context: TestContext): Promise<string> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "aios-test-")));
  context.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

test("environment variables are read by name, or by how they begin", () => {
  const secrets = reader({ env: ["OPENAI_API_KEY", "AI_KEY_*"] });
  assert.equal(secrets.env("OPENAI_API_KEY"), "value of OPENAI_API_KEY");
  assert.equal(secrets.env("AI_KEY_ONE"), "value of AI_KEY_ONE");
  for (const name of ["OPENAI_API_KEY_2", "AWS_SECRET_ACCESS_KEY", "XAI_KEY_ONE", "AI_KEY"]) {
    assert.throws(() => secrets.env(name), new RegExp(`${name} is not among`));
  }
});

test("nothing is allowed unless it is listed", async (context) => {
  const path = join(await folder(context), "key");
  await writeFile(path, "key");
  assert.throws(() => reader({}).env("PATH"), /secrets\.env/);
  await assert.rejects(reader({}).file(path), /secrets\.files/);
});

test("files are read beneath a listed folder, as Kubernetes mounts them, and not elsewhere", async (context) => {
  const root = await folder(context);
  await mkdir(join(root, "ai", "..2026"), { recursive: true });
  await writeFile(join(root, "ai", "..2026", "key"), "mounted");
  await symlink("..2026", join(root, "ai", "..data"));
  await symlink("..data/key", join(root, "ai", "key"));
  await writeFile(join(root, "token"), "not for you");
  await symlink(join(root, "token"), join(root, "ai", "link"));
  await mkdir(join(root, "ai-other"));
  await writeFile(join(root, "ai-other", "key"), "not for you");
  const secrets = reader({ files: [join(root, "ai"), join(root, "missing")] });
  assert.equal(await secrets.file(join(root, "ai", "key")), "mounted");
  for (const path of ["ai/../token", "ai/link", "ai-other/key", "token"]) {
    await assert.rejects(secrets.file(`${root}/${path}`), /secrets\.files/);
  }
  await assert.rejects(secrets.file(join(root, "ai", "none")), { code: "ENOENT" });
});
