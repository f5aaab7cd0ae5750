import type { Path } from "./faults.ts";
import type { RouteSpec } from "./route.ts";

/** A place in a route that names an upstream. */
export interface LeadsTo {
  /** Of the upstream's name, from the spec's root. */
  readonly path: Path;
  readonly upstream: string;
  /** Undefined where it is the one that the caller asks for. */
  readonly model: string | undefined;
  /** What is asked of it there: a route's calls, or questions to be turned into vectors. */
  readonly asks: "calls" | "embeddings";
}

/** Every upstream that a route's calls may come to, in whatever form. */
export function leadsTo({ targets, fallback, mirror, cache }: RouteSpec): readonly LeadsTo[] {
  const places: LeadsTo[] = [];
  const add = (
    asks: LeadsTo["asks"],
    path: Path,
    { upstream, model }: { upstream: string; model?: string | undefined },
  ) => places.push({ path: [...path, "upstream"], upstream, model, asks });
  for (const [index, target] of targets.entries()) add("calls", ["targets", index], target);
  for (const [index, rung] of fallback.entries())
    if ("upstream" in rung) add("calls", ["fallback", index], rung);
  if (mirror !== undefined) add("calls", ["mirror"], mirror);
  const embedder = cache?.semantic?.embedder;
  if (embedder !== undefined) add("embeddings", ["cache", "semantic", "embedder"], embedder);
  return places;
}
