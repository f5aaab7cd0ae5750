/**
 * What grpc-js serves and calls a service by, straight from its descriptor. `@grpc/proto-loader` makes the same, and of every
 * message a description for server reflection as well: 25 ms at each start, for something that few ever ask for.
 */
import type { MethodDefinition, ServiceDefinition } from "@grpc/grpc-js";
import protobuf from "protobufjs";

type Message = protobuf.Type | null;

/**
 * @param descriptor JSON, as protobufjs writes it
 * @param name with its package: `aios.inference.v1.Inference`
 * @param shape how received messages look in memory
 */
export function serviceDefinition(
  descriptor: string,
  name: string,
  shape: protobuf.IConversionOptions,
): ServiceDefinition {
  const root = protobuf.Root.fromJSON(JSON.parse(descriptor));
  root.resolveAll();
  return Object.fromEntries(
    root
      .lookupService(name)
      .methodsArray.map((method) => [method.name, methodDefinition(method, name, shape)]),
  );
}

function methodDefinition(
  { name, requestStream, responseStream, resolvedRequestType, resolvedResponseType }: protobuf.Method,
  service: string,
  shape: protobuf.IConversionOptions,
): MethodDefinition<object, object> {
  return {
    path: `/${service}/${name}`,
    requestStream: requestStream === true,
    responseStream: responseStream === true,
    requestSerialize: serializer(resolvedRequestType),
    requestDeserialize: deserializer(resolvedRequestType, shape),
    responseSerialize: serializer(resolvedResponseType),
    responseDeserialize: deserializer(resolvedResponseType, shape),
    originalName: `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
  };
}

function serializer(message: Message): (value: object) => Buffer {
  const type = resolved(message);
  return (value) => {
    if (Array.isArray(value)) throw new Error(`${type.name} is a message, not a list.`);
    const bytes = type.encode(type.fromObject(value)).finish();
    return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
}

function deserializer(message: Message, shape: protobuf.IConversionOptions): (bytes: Buffer) => object {
  const type = resolved(message);
  return (bytes) => type.toObject(type.decode(bytes), shape);
}

function resolved(message: Message): protobuf.Type {
  if (message === null) throw new Error("A message of a service is not in its descriptor.");
  return message;
}
