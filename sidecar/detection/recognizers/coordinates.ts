import { beginsWord, isDigitAt } from "../boundaries.ts";
import { digitRunsOf } from "../digit-runs.ts";
import type { Finding, Recognizer } from "../recognizer.ts";
import type { Scan } from "../scan.ts";

/** Places on earth: pairs of latitude and longitude (ISO 6709, RFC 5870, GeoJSON), in decimals or degrees, minutes, seconds. */
export const recognizer: Recognizer = {
  entity: "coordinates",
  label: "COORDINATES",
  group: "personal",
  description:
    "Geographic coordinates: pairs of latitude and longitude in decimals precise to about a hundred metres, or in degrees, minutes and seconds.",
  specificity: 32,
  score: 0.6,
  context: [
    "latitude",
    "longitude",
    "lat,",
    "lat:",
    "lat/",
    "lat ",
    "latlng",
    "latlon",
    "lng",
    "lon:",
    "long:",
    "gps",
    "coordinate",
    "coord",
    "koordinate",
    "coordenada",
    "coordonnées",
    "coordinat",
    "coördinat",
    "współrzędne",
    "geo:",
    "geolocation",
    "location",
    "position",
    "standort",
    "breitengrad",
    "längengrad",
    "ubicación",
    "坐标",
    "座標",
  ],
  examples: ["at «37.774929, -122.419416»", "«40°26′46″N 79°58′56″W»", "geo:«48.2010,16.3695»"],
  nearMisses: [
    "version 1.2345, 2.3456.1",
    "location 95.123456, 200.123456",
    "gps 37.7, -122.4",
    "[0.0123, -0.0456, 0.0789]",
  ],
  mayOccur: ({ digits }) => digits >= 4,
  *find(text, scan): Generator<Finding> {
    const decimals = countDecimals(scan);
    if (decimals >= 2) yield* decimalPairs(text);
    if (decimals >= 1) yield* namedDecimals(text);
    if (/[°º]/.test(text)) yield* degrees(text);
  },
};

/** Two at most: numbers with as many digits behind a point as a place has. */
function countDecimals(scan: Scan): number {
  const { starts, ends } = digitRunsOf(scan);
  let decimals = 0;
  for (let run = 1; run < starts.length && decimals < 2; run++) {
    const start = starts[run] ?? 0;
    if (
      (ends[run] ?? 0) - start >= FEWEST_PLACES &&
      ends[run - 1] === start - 1 &&
      scan.text.charAt(start - 1) === "."
    )
      decimals++;
  }
  return decimals;
}

const FEWEST_PLACES = 3;

const HEMISPHERE = " ?°? ?[NSEW](?![A-Za-z])";
const DECIMAL = `[-+\\u2212]?\\d{1,3}\\.\\d{3,15}(?!\\d)`;
const PAIR = new RegExp(
  `(?<![\\d.])(?:[NS] ?)?(${DECIMAL})(?:(${HEMISPHERE})|°)?( ?[,;/|] ?|\\s{1,3}|%2C(?:%20)?)(?:[EW] ?)?(${DECIMAL})(?:(${HEMISPHERE})|°)?`,
  "g",
);

const WHOLE_PAIR = new RegExp(`^${PAIR.source}$`);

function* decimalPairs(text: string): Generator<Finding> {
  for (const match of text.matchAll(PAIR)) {
    const { 0: pair, 1: first = "", 2: firstHemisphere, 3: separator = "", 4: second = "", index } = match;
    const start = /^[NS]/.test(pair) && !beginsWord(text, index) ? index + pair.indexOf(first) : index;
    const end = index + pair.length;
    if (!beginsWord(text, start) || /^[\w]|^\.\d/.test(text.slice(end, end + 2))) continue;
    const hasHemisphere = firstHemisphere !== undefined || /^[NS]/.test(pair);
    if (!hasHemisphere && isInList(text, start, end)) continue;
    const score = pairScore(decimalOf(first), decimalOf(second), separator, text, start);
    if (score !== undefined) yield { start, end, score: hasHemisphere ? 0.9 : score };
  }
}

interface Decimal {
  readonly size: number;
  readonly places: number;
}

function decimalOf(text: string): Decimal {
  const unsigned = text.replace(/^[-+\u2212]/, "");
  return { size: Number(unsigned), places: unsigned.length - unsigned.indexOf(".") - 1 };
}

function pairScore(
  first: Decimal,
  second: Decimal,
  separator: string,
  text: string,
  start: number,
): number | undefined {
  // Longitude stands first in GeoJSON and in well-known text.
  if (Math.min(first.size, second.size) > 90 || Math.max(first.size, second.size) > 180) return undefined;
  const places = Math.min(first.places, second.places);
  if (PLACE_BEFORE.test(text.slice(Math.max(0, start - 12), start))) return 0.95;
  if (separator.trim() === "") return 0.3;
  const isSmall = Math.max(first.size, second.size) < 10;
  return places >= 4 && !isSmall ? (places >= 5 ? 0.7 : 0.6) : 0.3;
}

/** A URI (RFC 5870), a map's address, well-known text (ISO 19125). */
const PLACE_BEFORE = /(?:geo:|\/@|[?&](?:ll|q|center|query|daddr|saddr|loc)=(?:loc:)?|POINT ?\()$/i;

/** More numbers of the kind before or after: a vector, a series, a table. */
function isInList(text: string, start: number, end: number): boolean {
  return (
    /\d\.\d+ ?[,;|] ?$/.test(text.slice(Math.max(0, start - 24), start)) ||
    /^ ?[,;|] ?[-+]?\d{1,3}\.\d{3}/.test(text.slice(end, end + 12))
  );
}

/** One half after its own name: `lat: 37.7749`, `"longitude": -122.4194`. */
const NAMED =
  /(?<![a-z]|(?:lat|lng|lon|long|latitude|longitude)[ ,/_-]{1,2})(?:lat|latitude|lng|lon|long|longitude|breitengrad|längengrad|latitud|longitud|latitudine|longitudine|breedtegraad|lengtegraad)(?:\\?["'])?(?: is|:| ?=|\))? ?([-+\u2212]?\d{1,3}\.\d{3,15})(?![\d.]|\w)/dgi;
/** A text that is nothing but one half: the place where it stands may say what it is. */
const WHOLE = /^\s{0,8}([-+\u2212]?\d{1,3}\.\d{4,15})\s{0,8}$/d;

function* namedDecimals(text: string): Generator<Finding> {
  if (/l(?:at|on|ng|än|en)|bre/i.test(text)) {
    for (const { 1: half = "", indices } of text.matchAll(NAMED)) {
      const [start, end] = indices?.[1] ?? [];
      if (start !== undefined && end !== undefined && decimalOf(half).size <= 180)
        yield { start, end, score: 0.85 };
    }
  }
  const whole = WHOLE.exec(text);
  const [start, end] = whole?.indices?.[1] ?? [];
  if (start !== undefined && end !== undefined && decimalOf(whole?.[1] ?? "").size <= 180)
    yield { start, end, score: 0.2 };
}

const DEGREES = "\\d{1,3}(?:\\.\\d+)? ?[°º]";
const MINUTES = "(?: ?\\d{1,2}(?:\\.\\d+)? ?['′’´m]?(?: ?\\d{1,2}(?:\\.\\d+)? ?(?:[\"″”]|''|′′|s)?)?)?";
const SIDE = (letters: string): string => `(?: ?[${letters}](?![A-Za-z]))`;
const ANGLES = new RegExp(
  `(?<![\\d.])(?:[NS] ?)?(?:[-+])?${DEGREES}${MINUTES}${SIDE("NS")}?(?:\\s?[,;/]\\s?|\\s{1,2})?(?:[EWO] ?)?(?:[-+])?${DEGREES}${MINUTES}${SIDE("EWO")}?`,
  "g",
);

/** With hemispheres, or with minutes on both sides: two temperatures have neither. */
function* degrees(text: string): Generator<Finding> {
  for (const { 0: angles, index } of text.matchAll(ANGLES)) {
    if (WHOLE_PAIR.test(angles)) continue;
    const [first, second] = angles.split(/[°º]/, 2);
    if (Number(/[\d.]+$/.exec(first ?? "")?.[0]) > 90 && Number(/[\d.]+$/.exec(second ?? "")?.[0]) > 90)
      continue;
    const hasSides = /[NS]/.test(angles) && /[EWO]/.test(angles);
    const hasMinutes = /[°º] ?\d{1,2}(?:\.\d+)? ?['′’].*[°º] ?\d{1,2}(?:\.\d+)? ?['′’]/.test(angles);
    if (!hasSides && !hasMinutes) continue;
    const start =
      /^[NS]/.test(angles) && !beginsWord(text, index)
        ? index + (/^[NS] ?/.exec(angles)?.[0].length ?? 0)
        : index;
    const end = index + angles.trimEnd().length;
    if (isDigitAt(text, end)) continue;
    yield { start, end, score: 0.95 };
  }
}
