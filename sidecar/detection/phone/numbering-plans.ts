import metadata from "libphonenumber-js/min/metadata";

/** How numbers of one country look, without trunk prefix. Source: Google's libphonenumber, by way of libphonenumber-js. */
interface NumberingPlan {
  readonly pattern: RegExp;
  /** What is dialled before a number inside the country, such as `0`; empty when nothing is. */
  readonly trunk: string;
  readonly lengths: readonly number[];
}

/**
 * Where the minified metadata keeps what is used here; see libphonenumber-js, METADATA.md. Only the data is read, not the
 * library: its hundred modules take longer to load than all of the sidecar.
 */
const PATTERN = 2;
const LENGTHS = 3;
const TRUNK = 5;

const ROWS: ReadonlyMap<string, readonly unknown[]> = new Map(Object.entries(metadata.countries));

const plans = new Map<string, NumberingPlan>();

/** Built when a number of the country is first seen. */
function planOf(country: string): NumberingPlan | undefined {
  const known = plans.get(country);
  if (known !== undefined) return known;
  const row = ROWS.get(country);
  const pattern = row?.[PATTERN];
  const lengths = row?.[LENGTHS];
  const trunk = row?.[TRUNK];
  if (typeof pattern !== "string" || !Array.isArray(lengths)) return undefined;
  const plan = {
    pattern: new RegExp(`^(?:${pattern})$`),
    trunk: typeof trunk === "string" ? trunk : "",
    lengths: lengths.map(Number),
  };
  plans.set(country, plan);
  return plan;
}

const COUNTRIES_BY_CODE: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(metadata.country_calling_codes),
);
const LONGEST_CODE = 3;

/** The country code that these digits begin with (ITU-T E.164, annex D: none is the beginning of another); undefined for none. */
export function callingCodeOf(digits: string): string | undefined {
  for (let length = 1; length <= LONGEST_CODE; length++) {
    const code = digits.slice(0, length);
    if (COUNTRIES_BY_CODE.has(code)) return code;
  }
  return undefined;
}

/** The fewest and most digits that numbers with this country code have behind it. */
export function lengthsOf(code: string): readonly [shortest: number, longest: number] {
  let shortest = 15;
  let longest = 0;
  for (const country of COUNTRIES_BY_CODE.get(code) ?? []) {
    const lengths = planOf(country)?.lengths ?? [];
    shortest = Math.min(shortest, ...lengths);
    longest = Math.max(longest, ...lengths);
  }
  return [shortest, longest];
}

/** Set aside for films and examples, and assigned to nobody. Source: Ofcom, numbers for drama use. */
const BRITISH_EXAMPLES =
  /^0?(?:1(?:1[3-8]|[2-69]1)4960|2079460|2890180|2920180|1632960|7700900|8081570|9098790|3069990)\d{3}$/;

/** A number is in a range that its country has assigned. @param national its digits behind the country code */
export function isAssigned(code: string, national: string): boolean {
  if (code === "44" && BRITISH_EXAMPLES.test(national)) return true;
  return (COUNTRIES_BY_CODE.get(code) ?? []).some(
    (country) => planOf(country)?.pattern.test(national) ?? false,
  );
}

/** As it is dialled inside one of these countries, with the trunk prefix where there is one. */
export function isAssignedIn(countries: readonly string[], dialled: string): boolean {
  return countries.some((country) => {
    const plan = planOf(country);
    if (plan === undefined) return false;
    if (country === "GB" && BRITISH_EXAMPLES.test(dialled)) return true;
    if (
      plan.trunk !== "" &&
      dialled.startsWith(plan.trunk) &&
      plan.pattern.test(dialled.slice(plan.trunk.length))
    )
      return true;
    return !(plan.trunk === "0" && dialled.startsWith("0")) && plan.pattern.test(dialled);
  });
}
