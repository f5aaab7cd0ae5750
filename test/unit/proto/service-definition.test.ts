import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { loadPackageDefinition, type ServiceDefinition } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import protobuf from "protobufjs";
import {
  LOAD_OPTIONS,
  loadConfigDiscovery,
  loadGateway,
  loadInference,
  PROTO_FILES,
  PROTO_FOLDER,
} from "../../../proto/load.ts";

const SERVICES = [
  { name: "aios.inference.v1.Inference", file: PROTO_FILES.inference, ...loadInference() },
  { name: "aios.gateway.v1.Gateway", file: PROTO_FILES.gateway, ...loadGateway() },
  { name: "aios.config.v1.ConfigDiscovery", file: PROTO_FILES.config, ...loadConfigDiscovery() },
];

/** What the library makes of the .proto file itself. */
function fromFile(file: string, name: string): ServiceDefinition {
  let found: unknown = loadPackageDefinition(
    loadSync(file, { ...LOAD_OPTIONS, includeDirs: [PROTO_FOLDER] }),
  );
  for (const part of name.split(".")) found = (found as Record<string, unknown>)[part];
  return (found as { service: ServiceDefinition }).service;
}

/** A message with something in every field, and of a oneof in the last one. */
function sampleOf(type: protobuf.Type, depth = 0): object {
  const sample: Record<string, unknown> = {};
  for (const field of type.fieldsArray) {
    field.resolve();
    const { resolvedType } = field;
    if (resolvedType instanceof protobuf.Type && depth > 4) continue;
    const one =
      resolvedType instanceof protobuf.Type
        ? sampleOf(resolvedType, depth + 1)
        : resolvedType instanceof protobuf.Enum
          ? Object.keys(resolvedType.values).at(-1)
          : SCALARS[field.type];
    if (field.partOf !== null) for (const other of field.partOf.oneof) delete sample[other];
    sample[field.name] = field.map ? { some: one } : field.repeated ? [one, one] : one;
  }
  return sample;
}

const SCALARS: Readonly<Record<string, unknown>> = {
  string: "some",
  bytes: Buffer.from([1, 2]),
  bool: true,
  double: 0.5,
  float: 0.5,
  int32: -7,
  int64: 7,
  uint32: 7,
  uint64: 7,
};

for (const { name, file, service } of SERVICES) {
  test(`${name} has the methods and the bytes that its .proto file gives`, () => {
    const root = new protobuf.Root();
    root.resolvePath = (_from, target) => join(PROTO_FOLDER, target);
    root.loadSync(file).resolveAll();
    const expected = fromFile(file, name);
    const made: ServiceDefinition = service;
    assert.deepEqual(Object.keys(made).sort(), Object.keys(expected).sort());
    for (const [method, its] of Object.entries(expected)) {
      const ours = made[method];
      assert.ok(ours !== undefined);
      for (const field of ["path", "requestStream", "responseStream", "originalName"] as const)
        assert.equal(ours[field], its[field]);
      const { resolvedRequestType, resolvedResponseType } = root.lookupService(name).methods[method] ?? {};
      assert.ok(resolvedRequestType && resolvedResponseType);
      for (const sample of [{}, sampleOf(resolvedRequestType)]) {
        const bytes = its.requestSerialize(sample);
        assert.deepEqual(ours.requestSerialize(sample), bytes);
        assert.deepEqual(ours.requestDeserialize(bytes), its.requestDeserialize(bytes));
      }
      for (const sample of [{}, sampleOf(resolvedResponseType)]) {
        const bytes = its.responseSerialize(sample);
        assert.deepEqual(ours.responseSerialize(sample), bytes);
        assert.deepEqual(ours.responseDeserialize(bytes), its.responseDeserialize(bytes));
      }
    }
  });
}

test("a list in place of a message is refused", () => {
  assert.throws(() => loadInference().service.Chat.requestSerialize([] as never), /not a list/);
});
