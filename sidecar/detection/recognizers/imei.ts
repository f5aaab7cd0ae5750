import { beginsWord, continuesNumber, endsWord, isContinued } from "../boundaries.ts";
import { digitRunsOf } from "../digit-runs.ts";
import { createLabels } from "../labels.ts";
import { hasLuhnDigit } from "../luhn.ts";
import type { Finding, Recognizer } from "../recognizer.ts";

/** Mobile devices' identities (3GPP TS 23.003 §6.2): fifteen digits with a Luhn digit, in one piece or grouped 2-6-6-1 or 8-6-1. */
export const recognizer: Recognizer = {
  entity: "imei",
  label: "IMEI",
  group: "network",
  description:
    "Identities of mobile devices (IMEI): fifteen digits with a right check digit, grouped as usual or by context.",
  specificity: 38,
  score: 0.4,
  context: ["imei", "device id", "handset", "serial number of the phone"],
  examples: ["IMEI: «490154203237518»", "«35-209900-176148-1»"],
  nearMisses: ["IMEI 490154203237519", "35-209900-176148-2", "IMEI 4901542032375180000"],
  mayOccur: ({ digits }) => digits >= 15,
  *find(text, scan): Generator<Finding> {
    const { starts, ends } = digitRunsOf(scan);
    let from = 0;
    for (let run = 0; run < starts.length; run++) {
      const start = starts[run] ?? 0;
      if (start < from || !FIRST_GROUPS.has((ends[run] ?? 0) - start)) continue;
      NUMBER.lastIndex = start;
      const number = NUMBER.exec(text)?.[0];
      if (number === undefined) continue;
      const end = start + number.length;
      from = end;
      if (!beginsWord(text, start) || !endsWord(text, end)) continue;
      if (continuesNumber(text, start) || isContinued(text, end) || text.charAt(start - 1) === "+") continue;
      const digits = number.replaceAll(/\D/g, "");
      if (!hasLuhnDigit(digits) || digits.startsWith("000")) continue;
      yield {
        start,
        end,
        score: LABELS.precede(scan, start) ? 0.96 : number.length === digits.length ? 0.3 : 0.7,
      };
    }
  },
};

const LABELS = createLabels(["imei", "imei sv", "imei imei"]);

/** How many digits stand together at its beginning. */
const FIRST_GROUPS: ReadonlySet<number> = new Set([15, 2, 8]);
const NUMBER = /(?<!\d|\d[-. /])(?:\d{15}|\d{2}([ -])\d{6}\1\d{6}\1\d|\d{8}([ -])\d{6}\2\d)(?!\d|[-/]\d)/y;
