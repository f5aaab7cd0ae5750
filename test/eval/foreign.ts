import type { LabelledSpan, LabelledText } from "./corpus.ts";

/** What Presidio calls what this product looks for; its other types are not judged. */
const PRESIDIO: Readonly<Record<string, string>> = {
  AU_ABN: "au-abn",
  AU_MEDICARE: "au-medicare",
  AU_TFN: "au-tfn",
  CREDIT_CARD: "card",
  CRYPTO: "crypto-wallet",
  EMAIL_ADDRESS: "email",
  ES_NIE: "es-nie",
  ES_NIF: "es-nif",
  FI_PERSONAL_IDENTITY_CODE: "fi-hetu",
  IBAN_CODE: "iban",
  IN_AADHAAR: "in-aadhaar",
  IN_PAN: "in-pan",
  IN_PASSPORT: "passport",
  IN_VOTER: "in-voter-id",
  IP_ADDRESS: "ip",
  IT_DRIVER_LICENSE: "driving-licence",
  IT_FISCAL_CODE: "it-fiscal-code",
  IT_PASSPORT: "passport",
  KR_RRN: "kr-rrn",
  LOCATION: "address",
  MAC_ADDRESS: "mac",
  MEDICAL_LICENSE: "medical-record",
  ORGANIZATION: "organization",
  PERSON: "person",
  PHONE_NUMBER: "phone",
  PL_PESEL: "pl-pesel",
  SG_NRIC_FIN: "sg-nric",
  STREET_ADDRESS: "address",
  TH_TNIN: "th-id",
  UK_NHS: "uk-nhs",
  UK_NINO: "uk-nino",
  US_BANK_NUMBER: "account-number",
  US_DRIVER_LICENSE: "driving-licence",
  US_ITIN: "us-itin",
  US_PASSPORT: "passport",
  US_SSN: "ssn",
};

/**
 * A corpus from elsewhere: JSON lines of `{text, spans: [{start, end, entity}]}`, perhaps with the `key` of the JSON
 * member that a text is from; or Presidio's `{full_text, spans: [{entity_type, start_position, end_position}]}`, one a
 * line or all in one array. Positions in Presidio's count Unicode characters, in the others UTF-16 code units.
 * @throws Error that names the line
 */
export function readCorpus(content: string): readonly LabelledText[] {
  const trimmed = content.trim();
  if (trimmed.startsWith("[")) return membersOf(JSON.parse(trimmed)).map(labelledText);
  return trimmed
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, index) => {
      try {
        return labelledText(JSON.parse(line), index);
      } catch (error) {
        throw new Error(`line ${index + 1}: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
}

function labelledText(value: unknown, index: number): LabelledText {
  const record = recordOf(value);
  const common = {
    language: textOr(record["language"], "en"),
    template: textOr(record["template"], `text ${index + 1}`),
  };
  const spans = membersOf(record["spans"]).map(recordOf);
  if (typeof record["full_text"] === "string") {
    const text = record["full_text"];
    const positions = codeUnitPositions(text);
    return { ...common, text, spans: spans.flatMap((span) => presidioSpan(span, positions)) };
  }
  if (typeof record["text"] !== "string") throw new Error('there is neither "text" nor "full_text"');
  const key = record["key"];
  return {
    ...common,
    text: record["text"],
    spans: spans.map((span) => ({
      start: numberOf(span["start"], "start"),
      end: numberOf(span["end"], "end"),
      entity: textOr(span["entity"], "unknown"),
    })),
    ...(typeof key === "string" ? { key } : {}),
  };
}

function presidioSpan(
  span: Readonly<Record<string, unknown>>,
  positions: readonly number[],
): readonly LabelledSpan[] {
  const entity = PRESIDIO[textOr(span["entity_type"], "")];
  if (entity === undefined) return [];
  const at = (name: string): number => positions[numberOf(span[name], name)] ?? Number.NaN;
  return [{ start: at("start_position"), end: at("end_position"), entity }];
}

/** Of every Unicode character, and of the end. */
function codeUnitPositions(text: string): readonly number[] {
  const positions = [0];
  for (const character of text) positions.push((positions.at(-1) ?? 0) + character.length);
  return positions;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("no JSON object");
  return Object.fromEntries(Object.entries(value));
}

function membersOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error("a list is missing");
  return value;
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}

function numberOf(value: unknown, name: string): number {
  if (typeof value !== "number") throw new Error(`"${name}" is no number`);
  return value;
}
