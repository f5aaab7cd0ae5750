import assert from "node:assert/strict";
import { test } from "node:test";
import { headerOf } from "../../../../sidecar/detection/columns.ts";
import { Scan } from "../../../../sidecar/detection/scan.ts";

function header(text: string, value: string): string | undefined {
  return headerOf(new Scan(text), text.indexOf(value));
}

test("a value's column is headed by the first line of its table, whatever parts the cells", () => {
  assert.equal(header("name,dob\nAnn,1985\nBob,1990", "1990"), "dob");
  assert.equal(header("name;dob;city\nAnn;1985;Ulm\n", "1985"), "dob");
  assert.equal(header("name\tdob\nAnn\t1985", "1985"), "dob");
  assert.equal(header("| name | dob |\n|---|---|\n| Ann | 1985 |", "1985"), "dob");
  assert.equal(header('name,dob\n"Lopez, Ann",1985', "1985"), "dob");
  assert.equal(header("Here you are.\n\nname,dob\nAnn,1985", "1985"), "dob");
});

test("what is in no table has no heading", () => {
  assert.equal(header("name,dob\n\nin 1985", "1985"), undefined);
  assert.equal(header("in 1985", "1985"), undefined);
  assert.equal(header("Hello, we said: no.\nAnn,1985", "1985"), undefined);
  assert.equal(header("1,2\n3,1985", "1985"), undefined);
  assert.equal(header("name,dob", "dob"), undefined);
});
