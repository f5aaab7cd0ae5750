import type { Struct } from "../../../proto/gen/google/protobuf/Struct.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { isJsonArray, isJsonObject, isRawNumber } from "../../core/json.ts";
import { jsonToStruct } from "./struct.ts";

/**
 * Takes the members that a message has fields for out of a JSON object; the rest is its `extra`. A member of another
 * type than the field's is not taken, so that it is carried rather than lost. Null stands for absence.
 */
export class Rest {
  readonly #object: JsonObject;
  /** Not a map of what is left: nearly always that is nothing, and a map for each object was a third of all encoding. */
  readonly #taken: string[] = [];

  constructor(object: JsonObject) {
    this.#object = object;
  }

  string(key: string): string | undefined {
    const value = this.#object[key];
    if (typeof value === "string") return this.#take(key, value);
    return this.#notTaken(key, value);
  }

  /** As near as a double comes to it. */
  number(key: string): number | undefined {
    const value = this.#object[key];
    if (typeof value === "number") return this.#take(key, value);
    if (isRawNumber(value)) return this.#take(key, Number(value.rawJSON));
    return this.#notTaken(key, value);
  }

  /** For a field of 32 bits. */
  integer(key: string): number | undefined {
    const value = this.#object[key];
    if (typeof value === "number" && value === (value | 0)) return this.#take(key, value);
    return this.#notTaken(key, value);
  }

  object(key: string): JsonObject | undefined {
    const value = this.#object[key];
    if (isJsonObject(value)) return this.#take(key, value);
    return this.#notTaken(key, value);
  }

  /** A list of nothing but objects. */
  objects(key: string): readonly JsonObject[] | undefined {
    const value = this.#object[key];
    if (isObjects(value)) return this.#take(key, value);
    return this.#notTaken(key, value);
  }

  /** What the message's own type already says. */
  drop(key: string): void {
    this.#taken.push(key);
  }

  extra(): Struct | null {
    const left: [string, Json][] = [];
    for (const key of Object.keys(this.#object)) {
      const value = this.#object[key];
      if (value !== undefined && !this.#taken.includes(key)) left.push([key, value]);
    }
    return left.length === 0 ? null : jsonToStruct(Object.fromEntries(left));
  }

  #take<Value>(key: string, value: Value): Value {
    this.#taken.push(key);
    return value;
  }

  #notTaken(key: string, value: Json | undefined): undefined {
    if (value === null) this.#taken.push(key);
  }
}

function isObjects(value: Json | undefined): value is readonly JsonObject[] {
  return isJsonArray(value) && value.every(isJsonObject);
}
