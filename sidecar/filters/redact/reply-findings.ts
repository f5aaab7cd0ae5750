import type { DecisionRecord } from "../../core/record.ts";
import { type EntityRule, verdictOf } from "./rules.ts";

/** Values of one reply that are told apart at most. */
const MOST_VALUES = 10_000;

/**
 * Counts what is found in a reply, each value once: streams say a text several times over. It adds to what the record
 * says of the request, and is told with whatever is written after it.
 */
export class ReplyFindings {
  readonly #record: DecisionRecord;
  readonly #seen = new Set<string>();

  constructor(record: DecisionRecord) {
    this.#record = record;
  }

  count(entity: string, value: string, rule: EntityRule): void {
    if (rule.action === "block") this.#record.set("blocked", [verdictOf(rule)]);
    const key = `${entity}\0${value}`;
    if (this.#seen.has(key)) return;
    if (this.#seen.size < MOST_VALUES) this.#seen.add(key);
    const counts = this.#record.get("redactions") ?? {};
    this.#record.set("redactions", { ...counts, [entity]: (counts[entity] ?? 0) + 1 });
  }

  clear(): void {
    this.#seen.clear();
  }
}
