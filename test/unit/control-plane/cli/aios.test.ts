import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import packageJson from "../../../../package.json" with { type: "json" };

const AIOS = fileURLToPath(new URL(`../../../../${packageJson.bin.aios}`, import.meta.url));

function aios(...nodeFlags: readonly string[]) {
  const env = { ...process.env, NODE_V8_COVERAGE: undefined };
  return spawnSync(process.execPath, [...nodeFlags, AIOS, "--version"], { encoding: "utf8", env });
}

test("the command runs on this Node", () => {
  const { status, stdout } = aios();
  assert.deepEqual([status, stdout.trim()], [0, packageJson.version]);
});

test("on a Node that is too old it says so in one sentence", () => {
  const asOld = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } })`;
  const { status, stdout, stderr } = aios("--import", `data:text/javascript,${encodeURIComponent(asOld)}`);
  assert.deepEqual([status, stdout], [1, ""]);
  assert.match(stderr, /^aios needs Node 24 or newer; this is 20\.20\.2 .*\n$/);
});

test("what it asks for is what the package asks for", () => {
  assert.equal(packageJson.engines.node, ">=24");
});
