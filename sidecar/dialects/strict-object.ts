import { isJsonArray, isJsonObject, isRawNumber, type Json, type JsonObject } from "../core/json.ts";
import { invalid } from "./request-fields.ts";
import { untranslatable } from "./translation-refusals.ts";

/**
 * Reads an object of a request of which nothing may be overlooked: whoever reads it names every field that it knows, and
 * `end` refuses the rest by their paths. A field that is null is not there. All reads throw `invalid-request` for a
 * value of another type than the one asked for.
 */
export class StrictObject {
  /** Such as `messages[2].content[0]`; empty for the document itself. */
  readonly path: string;
  readonly #object: JsonObject;
  readonly #leftOut: Set<string>;
  readonly #known = new Set<string>();

  /** Into `leftOut` go the names of advice that is not passed on. */
  constructor(object: JsonObject, path: string, leftOut: Set<string>) {
    this.path = path;
    this.#object = object;
    this.#leftOut = leftOut;
  }

  pathOf(key: string): string {
    return this.path === "" ? key : `${this.path}.${key}`;
  }

  value(key: string): Json | undefined {
    this.#known.add(key);
    return this.#object[key] ?? undefined;
  }

  string(key: string): string | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === "string") return value;
    throw invalid(this.pathOf(key), "must be a string");
  }

  requiredString(key: string): string {
    const value = this.string(key);
    if (value !== undefined) return value;
    throw invalid(this.pathOf(key), "is missing; it must be a string");
  }

  number(key: string): number | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === "number") return value;
    throw invalid(
      this.pathOf(key),
      isRawNumber(value) ? "is a number of too many digits" : "must be a number",
    );
  }

  boolean(key: string): boolean | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === "boolean") return value;
    throw invalid(this.pathOf(key), "must be true or false");
  }

  /** An object that is passed on as it is, such as a JSON Schema. */
  plainObject(key: string): JsonObject | undefined {
    const value = this.value(key);
    if (value === undefined || isJsonObject(value)) return value;
    throw invalid(this.pathOf(key), "must be an object");
  }

  object(key: string): StrictObject | undefined {
    const value = this.plainObject(key);
    return value && new StrictObject(value, this.pathOf(key), this.#leftOut);
  }

  /** Nothing for a list that is not there. */
  objects(key: string): readonly StrictObject[] {
    return this.#list(key).map((item, index) => {
      const path = `${this.pathOf(key)}[${index}]`;
      if (!isJsonObject(item)) throw invalid(path, "must be an object");
      return new StrictObject(item, path, this.#leftOut);
    });
  }

  /** Nothing for a list that is not there. */
  strings(key: string): readonly string[] {
    return this.#list(key).map((item, index) => {
      if (typeof item === "string") return item;
      throw invalid(`${this.pathOf(key)}[${index}]`, "must be a string");
    });
  }

  /** A text, or a list of parts, which many fields may be. */
  textOrObjects(key: string): string | readonly StrictObject[] | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === "string") return value;
    if (isJsonArray(value)) return this.objects(key);
    throw invalid(this.pathOf(key), "must be a string or an array");
  }

  /** Fields that only advise the provider, or tell it how to keep its accounts. */
  leaveOut(...keys: readonly string[]): void {
    for (const key of keys) {
      const value = this.value(key);
      if (value !== undefined && !saysNothing(value)) this.#leftOut.add(key);
    }
  }

  /** A field that changes what is asked, where its value is other than what holds without it. */
  refuseUnless(key: string, isNeutral: (value: Json) => boolean): void {
    const value = this.value(key);
    if (value !== undefined && !isNeutral(value)) throw this.refused(key);
  }

  /** Refuses whatever has not been read. */
  end(): void {
    for (const [key, value] of Object.entries(this.#object)) {
      if (value !== null && value !== undefined && !this.#known.has(key)) throw this.refused(key);
    }
  }

  refused(key: string, detail = ""): Error {
    return untranslatable(this.pathOf(NAME.test(key) ? key : "(a field)"), detail);
  }

  #list(key: string): readonly Json[] {
    const value = this.value(key);
    if (value === undefined) return [];
    if (isJsonArray(value)) return value;
    throw invalid(this.pathOf(key), "must be an array");
  }
}

/** Names of fields are told in messages; whatever else a caller may have put in their place is not. */
const NAME = /^[A-Za-z][\w-]{0,63}$/;

export function saysNothing(value: Json): boolean {
  if (value === null || value === false || value === "") return true;
  if (isJsonArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}
