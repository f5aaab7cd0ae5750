import { ENTITIES } from "./entities.ts";
import type { Path } from "./faults.ts";
import type { PolicySpec } from "./policy.ts";
import { expandEntities, type RedactSpec } from "./redaction.ts";

type Rules = Pick<RedactSpec, "entities"> & { readonly direction?: RedactSpec["direction"] | undefined };

/** Where a policy looks for persons, addresses or organisations in replies; `path` from the spec's root. */
export function unwatchedNames({
  redact,
}: PolicySpec): readonly { readonly path: Path; readonly message: string }[] {
  if (redact === undefined) return [];
  const places: readonly { readonly rules: Rules; readonly path: Path }[] = [
    { rules: redact, path: ["redact", "entities"] },
    ...redact.overrides.map((rules, index) => ({ rules, path: ["redact", "overrides", index, "entities"] })),
  ];
  return places.flatMap(({ rules, path }) => {
    const named = new Set<string>(
      Object.entries(ENTITIES).flatMap(([entity, { group }]) => (group === "names" ? [entity] : [])),
    );
    const found = expandEntities(rules.entities).filter((entity) => named.has(entity));
    if ((rules.direction ?? redact.direction) === "request" || found.length === 0) return [];
    return [
      {
        path,
        message: `${found.join(", ")}: looked for in requests and in replies that come whole; in streams and gRPC messages they are not found`,
      },
    ];
  });
}
