import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type BundledPackage,
  licenceFault,
  licenceTexts,
  packageFolders,
} from "../../../.ci/build/licences.ts";

function packaged(licence: string | undefined, texts: readonly string[] = ["The text."]): BundledPackage {
  return { folder: "node_modules/some", name: "some", version: "1.2.3", licence, texts };
}

test("packages are found by their modules, nested ones by themselves", () => {
  const modules = [
    "sidecar/engine.ts",
    "node_modules/zod/index.js",
    "node_modules/zod/v4/index.js",
    "node_modules/@grpc/grpc-js/build/src/index.js",
    "node_modules/ajv/node_modules/fast-uri/index.js",
  ];
  assert.deepEqual(packageFolders(modules), [
    "node_modules/@grpc/grpc-js",
    "node_modules/ajv/node_modules/fast-uri",
    "node_modules/zod",
  ]);
});

test("permissive licences are shipped, one of a choice is enough, and of several at once all are needed", () => {
  for (const licence of ["MIT", "(MIT OR GPL-3.0-only)", "(BSD-3-Clause AND ISC)"])
    assert.equal(licenceFault(packaged(licence)), undefined, licence);
  for (const licence of ["GPL-3.0-only", "(MIT AND GPL-2.0-only)", "UNLICENSED", "SEE LICENSE IN LICENSE"])
    assert.match(licenceFault(packaged(licence)) ?? "", /not one of those we may ship/, licence);
});

test("a package without a licence, or without its text, is not shipped", () => {
  assert.match(licenceFault(packaged(undefined)) ?? "", /node_modules\/some.*names no licence/);
  assert.match(licenceFault(packaged("MIT", [])) ?? "", /no text of its licence, MIT/);
});

test("the same package in two places is named once", () => {
  const text = licenceTexts([packaged("MIT"), packaged("MIT"), { ...packaged("ISC"), name: "other" }]);
  assert.equal(text.match(/some 1\.2\.3 \(MIT\)/g)?.length, 1);
  assert.match(text, /other 1\.2\.3 \(ISC\).*The text\./s);
});
