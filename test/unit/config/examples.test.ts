import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { EXAMPLE_POLICIES } from "../../../config/reference-examples.ts";
import { compileRoutes } from "../../../config/schema/match.ts";
import { listedModels } from "../../../config/schema/models.ts";
import { parseConfig } from "../../../config/schema/parse.ts";
import { renderText } from "../../../config/schema/render.ts";
import type { RouteOperation } from "../../../config/schema/route.ts";
import { DEFAULT_MODELS } from "../../../control-plane/cli/simulated-provider/models.ts";

const FOLDER = fileURLToPath(new URL("../../../config/examples/", import.meta.url));
const NOBODY = { namespace: "default", serviceAccount: "default", labels: {} };

/** Files that are used together; `aios dev` takes the simulated ones or the real ones. */
const SETS: readonly (readonly string[])[] = [
  ["production.yaml"],
  ["local-model.yaml"],
  ["resilience.yaml"],
  ["cache.yaml"],
  ["passthrough.yaml"],
  ...EXAMPLE_POLICIES.map((name) => [`policies/${name}.yaml`]),
  ["sidecar.yaml"],
  ["control-plane.yaml"],
  ["dev/policy.yaml", "dev/simulated-openai.yaml", "dev/simulated-anthropic.yaml"],
  ["dev/policy.yaml", "dev/openai.yaml", "dev/anthropic.yaml", "dev/ollama.yaml"],
];

async function load(paths: readonly string[]) {
  const files = await Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(FOLDER + path, "utf8") })),
  );
  return { files, parsed: parseConfig(files) };
}

for (const paths of SETS) {
  test(`${paths.join(" + ")} has no faults and no warnings`, async () => {
    const { parsed } = await load(paths);
    assert.equal(renderText([...parsed.faults, ...parsed.warnings()], { colour: false }), "");
    assert.notEqual(parsed.documents.length, 0);
  });
}

test("the folder's README names every example", async () => {
  const readme = await readFile(`${FOLDER}README.md`, "utf8");
  for (const path of new Set(SETS.flat())) assert.ok(readme.includes(`](${path})`), path);
});

test("every example is in one of the sets, and begins with the schema for editors", async () => {
  const all = (await readdir(FOLDER, { recursive: true })).filter((name) => name.endsWith(".yaml"));
  assert.deepEqual(all.sort(), [...new Set(SETS.flat())].sort());
  const { files } = await load(all);
  for (const { path, text } of files) {
    const up = "../".repeat(path.split("/").length);
    assert.equal(
      text.split("\n")[0],
      `# yaml-language-server: $schema=${up}generated/aios.schema.json`,
      path,
    );
  }
});

describe("what `aios dev` runs", () => {
  for (const paths of SETS.filter(([first]) => first?.startsWith("dev/"))) {
    test(`has a route for what its upstreams offer: ${paths.join(" + ")}`, async () => {
      const { snapshot } = (await load(paths)).parsed;
      assert.ok(snapshot !== undefined);
      const match = compileRoutes(snapshot.routes);
      const routeOf = (operation: "chat" | "embedding", model: string) =>
        match({ operation, model, workload: NOBODY })?.name;
      assert.equal(routeOf("chat", "gpt-4o-mini"), "chat");
      assert.equal(routeOf("chat", "claude-sonnet-5-5"), "messages");
      assert.equal(routeOf("embedding", "text-embedding-3-small"), "embeddings");
      const models = listedModels(snapshot).map(({ id }) => id);
      for (const model of ["gpt-4o-mini", "claude-sonnet-5-5", "text-embedding-3-small"])
        assert.ok(models.includes(model), model);
    });
  }

  test("has a route for every model that the simulated provider knows", async () => {
    const paths = ["dev/policy.yaml", "dev/simulated-openai.yaml", "dev/simulated-anthropic.yaml"];
    const { snapshot } = (await load(paths)).parsed;
    assert.ok(snapshot !== undefined);
    const match = compileRoutes(snapshot.routes);
    const nameOf = (operation: RouteOperation, model: string) =>
      match({ operation, model, workload: NOBODY })?.name;
    assert.deepEqual(
      listedModels(snapshot).flatMap(({ id }) => (DEFAULT_MODELS.includes(id) ? [id] : [])),
      [...DEFAULT_MODELS].sort(),
    );
    for (const [operation, model, name] of [
      ["image", "gpt-image-1", "media"],
      ["image", "dall-e-3", "media"],
      ["transcription", "whisper-1", "media"],
      ["completion", "gpt-3.5-turbo-instruct", "chat"],
      ["rerank", "rerank-v3.5", "rerank"],
    ] as const) {
      assert.ok(DEFAULT_MODELS.includes(model), model);
      assert.equal(nameOf(operation, model), name, model);
    }
  });

  test("needs no key where it is simulated", async () => {
    const { snapshot } = (
      await load(["dev/policy.yaml", "dev/simulated-openai.yaml", "dev/simulated-anthropic.yaml"])
    ).parsed;
    for (const [name, { auth, url, models }] of snapshot?.upstreams ?? []) {
      assert.equal(auth, undefined, name);
      assert.deepEqual(
        models.filter((model) => !DEFAULT_MODELS.includes(model)),
        [],
        name,
      );
      assert.match(url ?? "", /^http:\/\/127\.0\.0\.1:8600/);
    }
  });
});

test("the settings say what the defaults are", async () => {
  const { sidecar } = (await load(["sidecar.yaml"])).parsed;
  const { sidecar: defaults } = parseConfig([
    { path: "", text: "apiVersion: aios.dev/v1\nkind: Sidecar\nmetadata: { name: a }\nspec: {}\n" },
  ]);
  assert.deepEqual(sidecar?.limits, defaults?.limits);
  assert.deepEqual({ ...sidecar?.listen, uds: undefined }, { ...defaults?.listen, uds: undefined });
});
