import assert from "node:assert/strict";
import { test } from "node:test";
import { compileCacheFolder, scriptFolder } from "../../../../control-plane/cli/compile-cache.ts";

test("compiled code is kept among the caches of the user, wherever the system has them", () => {
  assert.equal(compileCacheFolder({}, "linux", "/home/ada"), "/home/ada/.cache/aios/compiled");
  assert.equal(compileCacheFolder({}, "darwin", "/Users/ada"), "/Users/ada/Library/Caches/aios/compiled");
  assert.equal(
    compileCacheFolder({ XDG_CACHE_HOME: "/caches" }, "linux", "/home/ada"),
    "/caches/aios/compiled",
  );
});

test("a folder of one's own is taken, and Node's setting stands above it", () => {
  assert.equal(compileCacheFolder({ AIOS_COMPILE_CACHE: "/mine" }, "linux", "/home/ada"), "/mine");
  const both = { AIOS_COMPILE_CACHE: "/mine", NODE_COMPILE_CACHE: "/node" };
  assert.equal(compileCacheFolder(both, "linux", "/home/ada"), undefined);
});

test("a user without a home keeps nothing, and an empty variable is none", () => {
  assert.equal(compileCacheFolder({}, "linux", undefined), undefined);
  assert.equal(
    compileCacheFolder({ XDG_CACHE_HOME: "", AIOS_COMPILE_CACHE: "" }, "linux", undefined),
    undefined,
  );
});

test("the script's code is kept where other compiled code is, unless none is wanted", () => {
  assert.equal(scriptFolder({ AIOS_COMPILE_CACHE: "/mine" }), "/mine");
  assert.equal(scriptFolder({ AIOS_COMPILE_CACHE: "/mine", NODE_COMPILE_CACHE: "/node" }), "/node");
  assert.equal(scriptFolder({ NODE_COMPILE_CACHE: "/node", NODE_DISABLE_COMPILE_CACHE: "1" }), undefined);
});
