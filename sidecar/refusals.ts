import { listedModels, nearestModels } from "../config/schema/models.ts";
import { ROUTE_OPERATIONS, type RouteOperation } from "../config/schema/route.ts";
import type { Protocol } from "./core/call.ts";
import type { Arrival } from "./core/engine.ts";
import { AiosError } from "./core/errors.ts";
import type { Generation } from "./generation.ts";

/** Where each protocol's callers find the models that they can ask for by name. */
const LISTING: Readonly<Record<Protocol, string>> = {
  http: "GET /v1/models",
  grpc: "ListModels",
  embedded: "runtime.models()",
};

/** Says what the model is routed for instead, or which names that are taken look like it. */
export function unknownModel(
  { protocol, workload }: Arrival,
  operation: RouteOperation,
  model: string,
  { snapshot, matchRoute }: Generation,
): AiosError {
  const isRouted = (name: string, asked: RouteOperation) =>
    matchRoute({ operation: asked, model: name, workload }) !== undefined;
  const others = ROUTE_OPERATIONS.filter((other) => isRouted(model, other));
  const near = nearestModels(
    model,
    // A name that would be refused as well is no advice, least of all the very same one.
    listedModels(snapshot, workload).filter(({ id }) => isRouted(id, operation)),
  );
  const name = `"${model.slice(0, 200)}"`;
  const what =
    others.length === 0
      ? `No route takes the model ${name}.`
      : `No route takes ${name} for ${operation}; it is routed for ${and(others)}.`;
  const hints = [
    ...(near.length > 0 ? [`Did you mean ${near.map((each) => `"${each}"`).join(" or ")}?`] : []),
    // Globs take models that nobody can list.
    ...(near.length === 0 && others.length === 0
      ? [`${LISTING[protocol]} lists those that are known by name.`]
      : []),
  ];
  return new AiosError("model-not-found", [what, ...hints].join(" "), {
    param: "model",
    quotes: model.slice(0, 200),
  });
}

export function unknownPath(path: string): AiosError {
  const quotes = path.split("?", 1)[0]?.slice(0, 200) ?? "";
  return new AiosError("unknown-path", `No route takes calls of ${quotes}.`, { quotes });
}

export function unknownPolicy({
  unknown,
  nearest,
}: {
  readonly unknown: string;
  readonly nearest: string | undefined;
}): AiosError {
  const hint = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
  return new AiosError(
    "invalid-request",
    `The header x-aios-policy names "${unknown.slice(0, 100)}", which is not a policy here.${hint}`,
    { param: "x-aios-policy", quotes: unknown.slice(0, 100) },
  );
}

export function notForThisWorkload(upstream: string): AiosError {
  return new AiosError(
    "permission-denied",
    `No route that takes this workload's calls leads to upstream "${upstream}".`,
  );
}

/** Made when somebody is refused: the first formatter of a process reads 4 MiB of language data. */
function and(names: readonly string[]): string {
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(names);
}
