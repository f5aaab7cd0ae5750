import type { NameEntity } from "./entities.ts";
import { apartNames, type NameFinding } from "./find-names.ts";

/** What the rules and the model have found together: of those that overlap the surer one, then the longer one. */
export function withModel(
  byRules: readonly NameFinding[],
  byModel: readonly NameFinding[],
  sought: ReadonlySet<NameEntity>,
): readonly NameFinding[] {
  const wanted = byModel.filter(({ entity }) => sought.has(entity));
  if (wanted.length === 0) return byRules;
  return byRules.length === 0 ? apartNames(wanted) : apartNames([...byRules, ...wanted]);
}
