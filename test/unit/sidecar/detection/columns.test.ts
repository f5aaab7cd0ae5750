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

test("a value of an SQL statement is headed by its column", () => {
  const sql =
    "INSERT INTO `people` (`id`, `name`, ssn) VALUES (1, 'Lopez, Ann', '078-05-1120'),\n (2, 'Bob', '219-09-9999');";
  assert.equal(header(sql, "078-05"), "ssn");
  assert.equal(header(sql, "219-09"), "ssn");
  assert.equal(header(sql, "Bob"), "name");
  assert.equal(header("insert into t (a, b)\nvalues (12, 'x');\nselect (12, 34)", "34"), undefined);
  assert.equal(header("insert into t (a, b)\nvalues (12, 'x');", "12"), "a");
  assert.equal(header("values (12)", "12"), undefined);
});

test("what a program has on two lines is no table", () => {
  assert.equal(header("except (AttributeError, password):\n    auth = (user, other)", "other"), undefined);
  assert.equal(header("const char *pass,\n  int length,\n", "length"), undefined);
  assert.equal(header("use(token, secret)\n  give(back, all)", "all"), undefined);
  assert.equal(header("We asked, and waited\nfor an hour, or two, or three", "two"), undefined);
});
