import assert from "node:assert/strict";
import { test } from "node:test";
import { withClassNames } from "../../../.ci/build/class-names.ts";

test("a class that speaks of itself gets its name back", () => {
  const code = "var Fault = class _Fault extends Error { static of() { return new _Fault(); } };";
  assert.equal(
    withClassNames(code),
    "var Fault = class Fault extends Error { static of() { return new Fault(); } };",
  );
});

test("a class keeps its new name where something else is called that", () => {
  for (const code of [
    "var Fault = class _Fault { static is = (x) => x instanceof _Fault && x._Fault; };",
    "var Fault = class _Fault { make() { const _Fault = 1; return _Fault; } };",
    "var Fault2 = class _Fault { again() { return new _Fault(); } };",
  ])
    assert.equal(withClassNames(code), code);
});

test("names that only begin or end like it stay", () => {
  const code =
    "var Fault = class _Fault { a() { return _Fault; } }; var _Faults = 1, my_Fault = 2, $_Fault = 3;";
  assert.equal(
    withClassNames(code),
    "var Fault = class Fault { a() { return Fault; } }; var _Faults = 1, my_Fault = 2, $_Fault = 3;",
  );
});
