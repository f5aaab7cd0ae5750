import { numberAt } from "../national-ids/birth-dates.ts";
import { valueAt } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Indian goods and services tax numbers (GSTIN): state, permanent account number, entity, Z and a check character. */
export const recognizer = nationalId({
  entity: "in-gstin",
  label: "GSTIN",
  description: "Indian goods and services tax numbers (GSTIN): a state and the right check character.",
  forms: { "99AAAAA9999A*A*": 0.97 },
  isValid(code) {
    const state = numberAt(code, 0, 2);
    if (state === 0 || (state > 38 && state !== 97 && state !== 99) || !/^.{13}Z/.test(code)) return false;
    let sum = 0;
    for (let index = 0; index < 14; index++) {
      const product = valueAt(code, index) * (index % 2 === 0 ? 1 : 2);
      sum += Math.floor(product / 36) + (product % 36);
    }
    return valueAt(code, 14) === (36 - (sum % 36)) % 36;
  },
  context: ["gstin", "gst", "gst no", "goods and services tax"],
  examples: ["GSTIN: «27AAPFU0939F1ZV»"],
  nearMisses: ["GSTIN 27AAPFU0939F1ZW", "GSTIN 49AAPFU0939F1ZV"],
});
