import assert from "node:assert/strict";
import { test } from "node:test";
import { strongPasswordAt } from "../../../../../sidecar/detection/secrets/strong-passwords.ts";

function found(text: string): string | undefined {
  const value = strongPasswordAt(text, text.indexOf(":") + 1);
  return value === undefined ? undefined : text.slice(value.start, value.end);
}

test("signs that end any other value are part of a password of letters, digits and signs", () => {
  for (const password of [
    "k_G3(EBy*",
    "(73Dy%Nr",
    "*u^dUo^z+Lk8",
    "L^&F+jBeWm6xt4T)",
    "Ab1<c>dE!f",
    "p#z&1%g&(Ao!Grh#",
  ]) {
    assert.equal(found(`password: ${password}`), password);
    assert.equal(found(`password:${password}\nnext`), password);
    assert.equal(found(`The password: ${password}. Then`), password);
  }
});

test("a bracket that was opened before the name is closed behind the password", () => {
  assert.equal(found("(password: Hunter2!x) is old"), "Hunter2!x");
  assert.equal(found("see (a) password: Hunter2!x) is old"), "Hunter2!x)");
});

test("words, code and placeholders are no such password", () => {
  for (const text of [
    "password: required",
    "password: getPassword2(User)",
    "password: hash2(Salt + x)",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what shells write
    "password: ${DB_Password1}",
    "password: {{Values.dbPassword1}}",
    "password: <Your-Password-1>",
    "password: **Required1**",
    "password: Abc123",
    "password: settings.dbPassword1",
    "password: A1b2;user=x",
    "password: https://Example1.com/",
  ]) {
    assert.equal(found(text), undefined, text);
  }
});
