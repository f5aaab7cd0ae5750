import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { jsonSchemaDocument } from "../../../config/json-schema.ts";
import { fieldsOf, referenceDocument } from "../../../config/reference.ts";
import { FAULT_TABLE } from "../../../config/schema/faults.ts";
import { KIND_NAMES } from "../../../config/schema/kinds.ts";
import { ERROR_TABLE } from "../../../sidecar/core/errors.ts";

describe("every field", () => {
  for (const kind of KIND_NAMES) {
    test(`of ${kind} has a description`, () => {
      const fields = fieldsOf(kind);
      assert.notEqual(fields.length, 0);
      const without = fields.filter(
        ({ description }) => description === undefined || description.trim() === "",
      );
      assert.deepEqual(
        without.map(({ path }) => path),
        [],
      );
    });
  }

  test("has its default in the reference", () => {
    const byPath = new Map(fieldsOf("Upstream").map((field) => [field.path, field]));
    assert.equal(byPath.get("spec.via")?.defaultText, "control-plane");
    assert.equal(byPath.get("spec.breaker.window")?.defaultText, "10s");
    assert.equal(byPath.get("spec.dialect")?.presence, "required");
    assert.equal(byPath.get("spec.auth")?.presence, "optional");
    assert.equal(byPath.get("spec.auth.bearer.env")?.presence, "alternative");
  });
});

test("the reference lists every fault and every error, each once", () => {
  const lines = referenceDocument().split("\n");
  for (const code of Object.keys(FAULT_TABLE))
    assert.equal(lines.filter((line) => line.startsWith(`| ${code} |`)).length, 1, code);
  for (const [kind, { http, grpc }] of Object.entries(ERROR_TABLE)) {
    assert.equal(
      lines.filter((line) => line.startsWith(`| \`${kind}\` | ${http} | ${grpc} |`)).length,
      1,
      kind,
    );
  }
});

describe("the JSON Schema", () => {
  const schema = jsonSchemaDocument();

  test("decides by `kind` what belongs into `spec`", () => {
    assert.deepEqual(
      schema.allOf?.map((branch) => JSON.stringify(branch)),
      KIND_NAMES.map((kind) =>
        JSON.stringify({
          if: { required: ["kind"], properties: { kind: { const: kind } } },
          // biome-ignore lint/suspicious/noThenProperty: the keyword is called so.
          then: { properties: { spec: { $ref: `#/$defs/${kind}` } } },
        }),
      ),
    );
    assert.deepEqual(Object.keys(schema.$defs ?? {}), [...KIND_NAMES]);
  });

  test("describes what is typed: durations are texts with examples, and what has a default may be left out", () => {
    const { properties, required } = JSON.parse(JSON.stringify(schema.$defs?.Route));
    assert.deepEqual(required, ["match", "targets"]);
    assert.equal(properties.timeouts.properties.connect.type, "string");
    assert.equal(properties.timeouts.properties.connect.default, "1s");
    assert.ok(properties.timeouts.properties.connect.examples.includes("30s"));
    assert.equal(properties.timeouts.additionalProperties, false);
  });

  test("explains every property, for the hover of an editor", () => {
    const without: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== "object" || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key !== "properties") walk(value, `${path}/${key}`);
        else if (!path.endsWith("/if") && !path.endsWith("/then")) {
          for (const [name, property] of Object.entries(value)) {
            if (typeof Reflect.get(Object(property), "description") !== "string")
              without.push(`${path}/${name}`);
            walk(property, `${path}/${name}`);
          }
        }
      }
    };
    walk(schema, "");
    assert.deepEqual(without, []);
  });
});
