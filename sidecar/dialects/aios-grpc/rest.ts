import type { Struct } from "../../../proto/gen/google/protobuf/Struct.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { isJsonArray, isJsonObject } from "../../core/json.ts";
import { jsonToStruct } from "./struct.ts";

/**
 * Takes the members that a message has fields for out of a JSON object; the rest is its `extra`. A member of another
 * type than the field's is not taken, so that it is carried rather than lost. Null stands for absence.
 */
export class Rest {
  readonly #members: Map<string, Json>;

  constructor(object: JsonObject) {
    this.#members = new Map(
      Object.entries(object).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
  }

  string(key: string): string | undefined {
    return this.#take(key, (value) => (typeof value === "string" ? value : undefined));
  }

  number(key: string): number | undefined {
    return this.#take(key, (value) => (typeof value === "number" ? value : undefined));
  }

  /** For a field of 32 bits. */
  integer(key: string): number | undefined {
    return this.#take(key, (value) =>
      typeof value === "number" && value === (value | 0) ? value : undefined,
    );
  }

  object(key: string): JsonObject | undefined {
    return this.#take(key, (value) => (isJsonObject(value) ? value : undefined));
  }

  /** A list of nothing but objects. */
  objects(key: string): readonly JsonObject[] | undefined {
    return this.#take(key, (value) =>
      isJsonArray(value) && value.every(isJsonObject) ? value.filter(isJsonObject) : undefined,
    );
  }

  /** What the message's own type already says. */
  drop(key: string): void {
    this.#members.delete(key);
  }

  extra(): Struct | null {
    return jsonToStruct(Object.fromEntries(this.#members));
  }

  #take<Value>(key: string, read: (value: Json) => Value | undefined): Value | undefined {
    const member = this.#members.get(key);
    if (member === undefined) return undefined;
    const value = member === null ? undefined : read(member);
    if (value !== undefined || member === null) this.#members.delete(key);
    return value;
  }
}
