/** Prints as JSON what the slowest texts that a search comes up with cost. A program: nothing else should run beside it. */
import { createDetector } from "../../sidecar/detection/detect.ts";
import { STRUCTURED_ENTITIES } from "./detection.ts";
import { msPerKb, repeated, searchSlowInputs } from "./slow-search.ts";

const SHORT = 8_192;
const LONG = 65_536;

const detector = createDetector({ entities: STRUCTURED_ENTITIES }, { remembersTexts: false });
const search = (text: string): unknown => detector.detect(text);
const worst = searchSlowInputs({ seed: 20_260_203, tries: 450, longestMs: 6_000, search });
const measured = worst.slice(0, 4).map((shape) => ({
  head: shape.head,
  unit: shape.unit,
  // The fastest of several: the machine may be busy.
  short: msPerKb(search, repeated(shape, SHORT), 6),
  long: msPerKb(search, repeated(shape, LONG), 4),
}));
process.stdout.write(JSON.stringify(measured));
