import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, it, type TestContext } from "node:test";
import { type RedactCommandOptions, redactCommand, runRedact } from "../../control-plane/cli/redact.ts";

async function redact(text: string, options: Partial<RedactCommandOptions> = {}) {
  let stdout = "";
  let stderr = "";
  const code = await runRedact(
    { file: "-", output: "text", ...options },
    {
      stdin: Readable.from([Buffer.from(text)]),
      stdout: { write: (chunk) => (stdout += chunk) },
      stderr: { write: (chunk) => (stderr += chunk) },
    },
  );
  return { code, stdout, stderr };
}

async function configured(context: TestContext, yaml: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "aios-test-"));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "config.yaml");
  await writeFile(file, yaml);
  return file;
}

const POLICIES = `
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: masked }
spec:
  redact: { entities: [card], action: mask }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: own }
spec:
  redact:
    entities: [email]
    action: block
    terms: [{ name: project, values: [Bluebird], action: remove }]
`;

const HASHED = `
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: hashed }
spec:
  redact: { entities: [email], action: hash, hashKey: { env: AIOS_TEST_NO_SUCH_KEY } }
`;

describe("aios redact", () => {
  it("prints a text as a call would be sent, and everything else as it was", async () => {
    const { code, stdout } = await redact("Dear Maria Lopez,\r\nmail a@example.com or a@example.com.", {
      entities: ["contact", "names"],
    });
    assert.equal(stdout, "Dear [PERSON_1],\r\nmail [EMAIL_1] or [EMAIL_1].");
    assert.equal(code, 0);
  });

  it("looks for everything that has a form of its own unless told otherwise", async () => {
    const { stdout } = await redact("Maria, a@example.com, 4111 1111 1111 1111");
    assert.equal(stdout, "Maria, [EMAIL_1], [CARD_1]");
  });

  it("tells what was found and why, and values only when asked", async () => {
    const text = "mail a@example.com";
    const told = JSON.parse((await redact(text, { output: "json" })).stdout);
    assert.deepEqual(told.counts, { email: 1 });
    assert.deepEqual(
      { ...told.findings[0], score: 0 },
      {
        entity: "email",
        start: 5,
        end: 18,
        score: 0,
        action: "tokenize",
        policy: "command-line",
        because: told.findings[0].because,
      },
    );
    assert.match(told.findings[0].because, /^form/);
    const shown = JSON.parse((await redact(text, { output: "json", showValues: true })).stdout);
    assert.equal(shown.findings[0].value, "a@example.com");
  });

  it("answers lines of JSON with spans, and repeats nothing of them but their id", async () => {
    const lines = '{"id":7,"text":"mail a@example.com","note":"b@example.com"}\n\n{"text":"nothing"}\n';
    const { stdout, code } = await redact(lines, { output: "jsonl", failOnFinding: true });
    const [first, second] = stdout.trimEnd().split("\n");
    const told = JSON.parse(first ?? "");
    assert.deepEqual(Object.keys(told), ["line", "id", "text", "spans"]);
    assert.deepEqual([told.line, told.id, told.text], [1, 7, "mail [EMAIL_1]"]);
    assert.deepEqual([told.spans[0].entity, told.spans[0].start, told.spans[0].end], ["email", 5, 18]);
    assert.equal(second, '{"line":3,"text":"nothing","spans":[]}');
    assert.equal(code, 1);
    assert.equal((await redact("nothing", { failOnFinding: true })).code, 0);
  });

  it("applies a policy, or all of a configuration", async (context) => {
    const config = await configured(context, POLICIES);
    const text = "Bluebird: a@example.com, 4111 1111 1111 1111";
    assert.equal(
      (await redact(text, { config, policy: "own" })).stdout,
      "[PROJECT]: [EMAIL], 4111 1111 1111 1111",
    );
    const { stdout } = await redact(text, { config });
    assert.doesNotMatch(stdout, /Bluebird|example|4111 1111 1111/);
    const { findings } = JSON.parse((await redact(text, { config, policy: "own", output: "json" })).stdout);
    assert.deepEqual(
      findings.map(({ entity, action, policy }: Record<string, unknown>) => [entity, action, policy]),
      [
        ["project", "remove", "own"],
        ["email", "block", "own"],
      ],
    );
  });

  it("says on standard error what a call would be refused for, with exit code 3", async (context) => {
    const config = await configured(context, POLICIES);
    const text = "Bluebird: a@example.com, b@example.com";
    const refused = "A call with this text would be refused: policy own blocks email (2).\n";
    for (const failOnFinding of [false, true])
      assert.deepEqual(await redact(text, { config, policy: "own", failOnFinding }), {
        code: 3,
        stdout: "[PROJECT]: [EMAIL], [EMAIL]",
        stderr: refused,
      });
    const told = await redact(text, { config, policy: "own", output: "json" });
    assert.deepEqual([told.code, told.stderr, JSON.parse(told.stdout).counts.email], [3, refused, 2]);
    assert.equal((await redact("Bluebird", { config, policy: "own" })).code, 0);
  });

  it("counts the lines of JSON that would be refused", async (context) => {
    const config = await configured(context, POLICIES);
    const lines = ["a@example.com", "nothing", "b@example.com c@example.com"];
    const input = lines.map((text) => `${JSON.stringify({ text })}\n`).join("");
    const { code, stdout, stderr } = await redact(input, { config, policy: "own", output: "jsonl" });
    assert.equal(stdout.trimEnd().split("\n").length, 3);
    assert.equal(stderr, "Calls with 2 of these texts would be refused: policy own blocks email (3).\n");
    assert.equal(code, 3);
  });

  it("names the key of `hash` that is not there, and reads no text", async (context) => {
    const config = await configured(context, HASHED);
    const { code, stdout, stderr } = await redact("a@example.com", { config });
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(
      stderr,
      /hash key of policy "hashed".* environment variable AIOS_TEST_NO_SUCH_KEY is not set/,
    );
  });

  it("asks back about an entity that there is not, by the nearest name", async () => {
    const asked = (entities: string) =>
      redactCommand()
        .exitOverride()
        .configureOutput({ writeErr: () => {} })
        .parseAsync(["node", "redact", "--entities", entities]);
    await assert.rejects(asked("email,cardd"), /there is no entity or group "cardd"; did you mean "card"\?/);
    await assert.rejects(
      asked("xyzzyplugh"),
      (error: unknown) =>
        error instanceof Error && /reference/.test(error.message) && error.message.length < 400,
    );
  });

  it("is told how sure a finding has to be", async () => {
    const text = "SSN 536-22-8726";
    assert.equal((await redact(text, { entities: ["ssn"], minimumScore: 1 })).stdout, text);
    assert.equal((await redact(text, { entities: ["ssn"], minimumScore: 0.3 })).stdout, "SSN [SSN_1]");
  });

  it("says what is wrong with what it was asked for, with exit code 2", async (context) => {
    const config = await configured(context, POLICIES);
    assert.deepEqual(await redact("x", { config, policy: "owm" }), {
      code: 2,
      stdout: "",
      stderr: `aios redact: there is no policy "owm" in ${config}; there are: masked, own.\n`,
    });
    assert.equal((await redact("x", { policy: "own" })).code, 2);
    assert.match((await redact("x\n", { output: "jsonl" })).stderr, /line 1 is not JSON/);
    assert.match((await redact('{"text":1}\n', { output: "jsonl" })).stderr, /line 1 is no JSON object/);
    assert.match((await redact("", { file: "/nowhere/text" })).stderr, /cannot be read/);
    assert.match((await redact("", { file: "/nowhere/text", output: "jsonl" })).stderr, /cannot be read/);
  });
});
