import assert from "node:assert/strict";
import { parseConfig } from "../../../../config/schema/parse.ts";
import type { DesiredConfig } from "../../../../control-plane/distribute/bundles.ts";

/** A valid configuration as the control plane holds it. */
export function desiredConfig(yaml: string): DesiredConfig {
  const { snapshot, resources, faults } = parseConfig([{ path: "test.yaml", text: yaml }]);
  assert.deepEqual(faults, []);
  assert.ok(snapshot !== undefined);
  return { snapshot, resources };
}

export function documentOf(kind: string, name: string, spec: string): string {
  return `apiVersion: aios.dev/v1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: ${spec}\n---\n`;
}

export function upstream(name: string, more = ""): string {
  return documentOf("Upstream", name, `{ dialect: openai, url: "https://${name}.example/v1", ${more} }`);
}
