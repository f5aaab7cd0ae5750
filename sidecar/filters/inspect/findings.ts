import type { DecisionRecord } from "../../core/record.ts";
import { denial } from "../../core/verdict.ts";
import type { Piece } from "../../detection/prohibited/piece.ts";
import type { ReplyCheck, ReplyRule } from "./check.ts";

/** What is said of one reply, by all its texts together: each rule is told once, and not asked again. */
export class ReplyFindings {
  readonly checks: readonly ReplyCheck[];
  readonly #record: DecisionRecord;
  readonly #found = new Set<ReplyRule>();

  constructor(checks: readonly ReplyCheck[], record: DecisionRecord) {
    this.checks = checks;
    this.#record = record;
  }

  /** Whether the check could still say something new. */
  isOpen({ rules }: ReplyCheck): boolean {
    return rules.some((rule) => !this.#found.has(rule));
  }

  look(check: ReplyCheck, piece: Piece): void {
    const before = this.#found.size;
    for (const rule of check.look(piece)) this.#found.add(rule);
    if (this.#found.size === before) return;
    this.#record.set(
      "inspected",
      [...this.#found].map(({ verdict }) => verdict),
    );
  }

  /** @throws AiosError `policy-denied` when a rule that denies was told */
  settle(): void {
    for (const { verdict, because } of this.#found)
      if (verdict.action === "deny") throw denial(verdict, because);
  }
}
