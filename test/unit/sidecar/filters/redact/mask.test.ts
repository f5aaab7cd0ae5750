import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { REDACTION_ENTITIES } from "../../../../../config/schema/redaction.ts";
import { mask } from "../../../../../sidecar/filters/redact/mask.ts";

test("a little stays by which people know the value again", () => {
  for (const [entity, value, masked] of [
    ["card", "4111 1111 1111 1234", "**** **** **** 1234"],
    ["iban", "DE89 3704 0044 0532 0130 00", "**** **** **** **** **30 00"],
    ["phone", "+1 (415) 555-2671", "+* (***) ***-*671"],
    ["email", "ada.lovelace@example.com", "a**.********@*******.com"],
    ["email", "a@b.co", "*@*.**"],
    ["ssn", "536-22-8726", "***-**-****"],
    ["secret", "ghp_16C7e42F292c", "***_************"],
    ["person", "Zoë 𝄞 Ünal", "*** 𝄞 ****"],
  ] as const) {
    assert.equal(mask(entity, value), masked, value);
  }
});

test("of no value more than a third stays, nor the length of a long one", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...REDACTION_ENTITIES),
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.emailAddress(),
        fc.string({ unit: fc.constantFrom(..."01234- é") }),
      ),
      (entity, value) => {
        const masked = mask(entity, value);
        const signs = [...value].filter((sign) => /[\p{L}\p{M}\p{N}]/u.test(sign)).length;
        const kept = [...masked].filter((sign) => /[\p{L}\p{M}\p{N}]/u.test(sign)).length;
        assert.ok(kept <= signs / 3, `${kept} of ${signs}: ${masked}`);
        assert.equal(masked.length, Math.min(64, value.length));
        assert.equal(mask(entity, value), masked);
      },
    ),
  );
});
