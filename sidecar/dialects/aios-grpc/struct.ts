/** google.protobuf.Struct by hand: its JSON mapping is not built into the protobuf library. */

import type { Struct, Struct__Output } from "../../../proto/gen/google/protobuf/Struct.ts";
import type { Value, Value__Output } from "../../../proto/gen/google/protobuf/Value.ts";
import { AiosError } from "../../core/errors.ts";
import { isJsonArray, isRawNumber, type Json, type JsonObject } from "../../core/json.ts";

/** Protobuf readers refuse messages nested deeper than 100; each level of JSON takes two. */
const MAX_DEPTH = 40;

/** No Struct reads as no members. @throws AiosError `invalid-request` for a number that JSON cannot say */
export function structToJson(struct: Struct__Output | null | undefined): JsonObject {
  return struct === null || struct === undefined ? {} : toObject(struct);
}

function toObject(struct: Struct__Output): JsonObject {
  return Object.fromEntries(Object.entries(struct.fields).map(([key, value]) => [key, toJson(value)]));
}

function toJson(value: Value__Output): Json {
  switch (value.kind) {
    case "stringValue":
      return value.stringValue ?? "";
    case "numberValue":
      return finite(value.numberValue ?? 0);
    case "boolValue":
      return value.boolValue ?? false;
    case "structValue":
      return structToJson(value.structValue);
    case "listValue":
      return (value.listValue?.values ?? []).map(toJson);
    default:
      return null;
  }
}

/** @throws AiosError `invalid-request` */
export function finite(value: number, param?: string): number {
  if (Number.isFinite(value)) return value;
  throw new AiosError(
    "invalid-request",
    "NaN and infinity cannot be sent to a provider.",
    param === undefined ? {} : { param },
  );
}

/** Null for an object without members, so that an empty `extra` is not there. @throws AiosError `invalid-upstream-reply` */
export function jsonToStruct(object: JsonObject): Struct | null {
  return Object.keys(object).length === 0 ? null : toStruct(object);
}

/** @throws AiosError `invalid-upstream-reply` for an object that nests deeper than protobuf readers accept */
export function toStruct(object: JsonObject): Struct {
  return structAt(object, 1);
}

function structAt(object: JsonObject, depth: number): Struct {
  checkDepth(depth);
  const fields = Object.entries(object).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, valueAt(value, depth)] as const],
  );
  return { fields: Object.fromEntries(fields) };
}

function valueAt(value: Json, depth: number): Value {
  if (value === null) return { nullValue: "NULL_VALUE" };
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "number") return { numberValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  // A Struct holds doubles: what is beyond one comes as near as it can.
  if (isRawNumber(value)) return { numberValue: Number(value.rawJSON) };
  if (!isJsonArray(value)) return { structValue: structAt(value, depth + 1) };
  checkDepth(depth + 1);
  return { listValue: { values: value.map((item) => valueAt(item, depth + 1)) } };
}

function checkDepth(depth: number): void {
  if (depth <= MAX_DEPTH) return;
  throw new AiosError(
    "invalid-upstream-reply",
    `A member of the provider's reply nests more than ${MAX_DEPTH} levels deep, which gRPC cannot carry; call over HTTP.`,
  );
}
