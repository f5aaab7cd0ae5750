import { test } from "node:test";
import { recognizer as coordinates } from "../../../../../sidecar/detection/recognizers/coordinates.ts";
import { assertFoundEverywhere, assertMarked, assertNotFound } from "../../../../support/findings.ts";

test("pairs in decimals are found", () => {
  for (const pair of [
    "37.774929, -122.419416",
    "37.7749,-122.4194",
    "48.8584, 2.2945",
    "-33.8688, 151.2093",
    "51.507351; -0.127758",
    "37.7749° N, 122.4194° W",
    "40.446° N 79.982° W",
    "52.5200 N, 13.4050 E",
  ])
    assertFoundEverywhere(coordinates, pair);
});

test("pairs in degrees, minutes and seconds are found", () => {
  assertMarked(coordinates, [
    "at «40°26′46″N 79°58′56″W».",
    "«40° 26' 46\" N, 79° 58' 56\" W»",
    "«40°26'46.302\"N 79°58'55.903\"W»",
    "«N 40° 26.767' W 79° 58.933'»",
    "«52°31'12\"N, 13°24'18\"E»",
  ]);
});

test("the places of URIs, maps and formats are found, and halves by their name", () => {
  assertMarked(coordinates, [
    "geo:«37.786971,-122.399677»;u=35",
    "https://www.google.com/maps/@«48.8584,2.2945»,17z",
    "https://maps.google.com/?q=«48.858400,2.294500»",
    "POINT(«-122.4194 37.7749»)",
    '{"type":"Point","coordinates":[«-122.4194, 37.7749»]}',
    '{"lat": «37.7749», "lng": «-122.4194»}',
    "latitude: «37.7749», longitude: «-122.4194»",
    "lat=«37.7749»&lon=«-122.4194»",
    "GPS «37.774, -122.419»",
    "Standort: «52.520, 13.405»",
  ]);
});

test("versions, prices, vectors, statistics and what is out of range are left alone", () => {
  assertNotFound(coordinates, [
    "1.2345, 2.3456",
    "37.7, -122.4",
    "37.77, 122.41",
    "95.123456, 200.123456",
    "version 10.0.19041, 10.0.22621",
    "[0.0123, -0.0456, 0.0789, 12.3456]",
    "p = 0.0123, r = 0.9876",
    "$12.345, $13.456",
    "37.7749",
    "25° and 30°",
    "25 °C, 30 °C",
    "192.168.1.1, 192.168.1.2",
    "12.345.678, 90.123.456",
    "latency: 12.3456 ms",
    "from 10.1234 to 12.4567",
  ]);
});
