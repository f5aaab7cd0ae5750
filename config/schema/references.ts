import type { Fault, FaultCode, Path } from "./faults.ts";
import { nearest } from "./nearest.ts";
import { isMap } from "./shape.ts";
import { resourceName } from "./units.ts";

/** The names that can be referred to. A resource that is there but not valid counts: it has faults of its own. */
export interface KnownNames {
  readonly Upstream: ReadonlySet<string>;
  readonly Policy: ReadonlySet<string>;
  readonly Route: ReadonlySet<string>;
}

export type Referable = keyof KnownNames;

interface ReferencePlace {
  readonly to: Referable;
  /** From the spec's root; `*` stands for every item. */
  readonly path: readonly string[];
}

const REFERENCES: Readonly<Record<Referable, readonly ReferencePlace[]>> = {
  Upstream: [],
  Policy: [
    { to: "Route", path: ["select", "routes", "*"] },
    { to: "Policy", path: ["candidateFor"] },
  ],
  Route: [
    { to: "Upstream", path: ["targets", "*", "upstream"] },
    { to: "Upstream", path: ["fallback", "*", "upstream"] },
    { to: "Upstream", path: ["mirror", "upstream"] },
    { to: "Upstream", path: ["cache", "semantic", "embedder", "upstream"] },
    { to: "Policy", path: ["policies", "*"] },
  ],
};

const UNKNOWN = { Upstream: "E401", Policy: "E402", Route: "E403" } as const satisfies Record<
  Referable,
  FaultCode
>;

// A hint costs a walk over all names; nobody reads a thousand of them.
const MOST_HINTS = 100;

/** Finds references that lead nowhere. Specs are as written: one that has other faults is looked at all the same. */
export class References {
  readonly #names: KnownNames;
  readonly #hints = new Map<string, string | undefined>();

  constructor(names: KnownNames) {
    this.#names = names;
  }

  faultsOf(kind: Referable, name: string, spec: unknown): readonly Fault[] {
    const faults: Fault[] = [];
    for (const place of REFERENCES[kind]) {
      for (const { path, value } of valuesAt(spec, place.path)) {
        // What is no name at all is told by the schema.
        if (
          !resourceName.safeParse(value).success ||
          typeof value !== "string" ||
          this.#names[place.to].has(value)
        )
          continue;
        const hint = this.#hint(place.to, value);
        faults.push({
          kind,
          name,
          path,
          code: UNKNOWN[place.to],
          message: `there is no ${place.to} named "${value}"`,
          expected: `the name of ${place.to === "Upstream" ? "an" : "a"} ${place.to}`,
          ...(hint === undefined ? {} : { hint }),
        });
      }
    }
    return faults;
  }

  #hint(to: Referable, referred: string): string | undefined {
    const key = `${to}/${referred}`;
    if (!this.#hints.has(key) && this.#hints.size < MOST_HINTS)
      this.#hints.set(key, nearest(referred, this.#names[to]));
    return this.#hints.get(key);
  }
}

export interface FoundValue {
  readonly path: Path;
  readonly value: unknown;
}

/** Everything in a spec as written that stands where `pattern` says; `*` stands for every item of a list. */
export function valuesAt(spec: unknown, pattern: readonly string[]): readonly FoundValue[] {
  let here: readonly FoundValue[] = [{ path: [], value: spec }];
  for (const part of pattern) {
    here = here.flatMap(({ path, value }): readonly FoundValue[] => {
      if (part === "*")
        return Array.isArray(value)
          ? value.map((item: unknown, index) => ({ path: [...path, index], value: item }))
          : [];
      return isMap(value) && Object.hasOwn(value, part)
        ? [{ path: [...path, part], value: value[part] }]
        : [];
    });
  }
  return here;
}
