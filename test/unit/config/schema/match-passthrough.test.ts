import assert from "node:assert/strict";
import { test } from "node:test";
import { compilePassthrough, compilePassthroughUses } from "../../../../config/schema/match-passthrough.ts";
import { routeSpec } from "../../../../config/schema/route.ts";

function route(name: string, match: object, rest: object = {}) {
  return { name, spec: routeSpec.parse({ match, targets: [{ upstream: name }], ...rest }) };
}

const workload = { namespace: "shop", serviceAccount: "checkout", labels: {} };

const routes = [
  route("root", { paths: ["/"] }, { rewritePrefix: "/base" }),
  route("v1", { paths: ["/v1"] }),
  route("files", { paths: ["/v1/files", "/v1/uploads"] }),
  route("files-of-shop", { paths: ["/v1/files"], workloads: { namespaces: ["shop"] } }),
  route("lab", { paths: ["/lab"] }, { rewritePrefix: "/v2/x" }),
  route("bare", { paths: ["/bare"] }, { rewritePrefix: "/" }),
  route("triton", { services: ["inference.GRPCInferenceService"] }),
  route("infer", { services: ["inference.GRPCInferenceService/ModelInfer"] }),
  route("chat", { models: ["*"] }),
];
const match = compilePassthrough(routes);

function http(path: string, namespace = "other"): readonly [string | undefined, string | undefined] {
  const found = match({ transport: "http", path, workload: { ...workload, namespace } });
  return [found?.route.name, found?.path];
}

test("the longest prefix wins, at a boundary of segments, and the query takes no part", () => {
  assert.deepEqual(http("/v1/files/1?x=/lab"), ["files", "/v1/files/1?x=/lab"]);
  assert.deepEqual(http("/v1/files"), ["files", "/v1/files"]);
  assert.deepEqual(http("/v1/files?x"), ["files", "/v1/files?x"]);
  assert.deepEqual(http("/v1/filesystem"), ["v1", "/v1/filesystem"]);
  assert.deepEqual(http("/v1/uploads/1"), ["files", "/v1/uploads/1"]);
  assert.equal(http("/v1x")[0], "root");
});

test("among equals a route for the workload wins", () => {
  assert.equal(http("/v1/files/1", "shop")[0], "files-of-shop");
});

test("a prefix is rewritten, and the rest stays", () => {
  assert.deepEqual(http("/lab/a?b=c"), ["lab", "/v2/x/a?b=c"]);
  assert.deepEqual(http("/lab"), ["lab", "/v2/x"]);
  assert.deepEqual(http("/bare/a"), ["bare", "/a"]);
  assert.deepEqual(http("/bare"), ["bare", "/"]);
  assert.deepEqual(http("/bare?a"), ["bare", "/?a"]);
  assert.deepEqual(http("/anything"), ["root", "/base/anything"]);
});

test("a method's route wins over its service's, and paths are not services", () => {
  const grpc = (path: string) => match({ transport: "grpc", path, workload })?.route.name;
  assert.equal(grpc("/inference.GRPCInferenceService/ModelInfer"), "infer");
  assert.equal(grpc("/inference.GRPCInferenceService/ServerLive"), "triton");
  assert.equal(grpc("/inference.GRPCInferenceServiceX/ServerLive"), undefined);
  assert.equal(grpc("/v1/files"), undefined);
  // What some proxy further on might take for another method.
  for (const path of [
    "/inference.GRPCInferenceService/../admin.Service/Drop",
    "/inference.GRPCInferenceService/%2e%2e/Drop",
    "/inference.GRPCInferenceService/ModelInfer/more",
    "/inference.GRPCInferenceService/ModelInfer?x=1",
    "/inference.GRPCInferenceService/ModelInfer#x",
    "/inference.GRPCInferenceService/",
    "/inference.GRPCInferenceService",
    "//inference.GRPCInferenceService/ModelInfer",
  ]) {
    assert.equal(grpc(path), undefined, path);
  }
});

test("a route for models takes no paths", () => {
  const only = compilePassthrough([route("chat", { models: ["*"] })]);
  assert.equal(only({ transport: "http", path: "/v1/files", workload }), undefined);
});

test("forwarded calls go only where a route of the workload leads, with a path as it makes them", () => {
  const mayPass = compilePassthroughUses(routes);
  const may = (upstream: string, path: string, namespace = "other") =>
    mayPass({ workload: { ...workload, namespace }, upstream, path });
  assert.equal(may("files", "/v1/files/1?x"), true);
  assert.equal(may("files", "/v1/chat/completions"), false);
  assert.equal(may("lab", "/v2/x/a"), true);
  assert.equal(may("lab", "/lab/a"), false);
  assert.equal(may("files-of-shop", "/v1/files", "shop"), true);
  assert.equal(may("files-of-shop", "/v1/files"), false);
  assert.equal(may("chat", "/v1/files"), false);
  assert.equal(may("unknown", "/v1/files"), false);
});
