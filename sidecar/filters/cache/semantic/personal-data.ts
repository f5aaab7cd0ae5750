import { expandEntities } from "../../../../config/schema/redaction.ts";
import type { Call } from "../../../core/call.ts";
import { createDetector, type Detector } from "../../../detection/detect.ts";

/** Whether a call says something about a person that has a form of its own: an address, a number, a secret. */
export type HasPersonalData = (call: Call) => boolean | "too-long";

/** UTF-16 code units of all turns together. Longer conversations would take longer to search than their answer is worth. */
const LONGEST = 32_768;

/**
 * What users and models have said in it is searched, and what redaction has found before counts as well. System prompts
 * are not: who is given an answer has the same one.
 */
export function personalDataIn(): HasPersonalData {
  let detector: Detector | undefined;
  return (call) => {
    const { redactions } = call.record.all();
    if (redactions !== undefined && Object.values(redactions).some((count) => count > 0)) return true;
    const texts: string[] = [];
    let length = 0;
    call.request.rewriteTexts((text, _kind, origin) => {
      if (origin === "user" || origin === "assistant" || origin === "tool") {
        texts.push(text);
        length += text.length;
      }
      return text;
    });
    if (length > LONGEST) return "too-long";
    // Made when it is first needed: most processes never do.
    detector ??= createDetector({ entities: expandEntities(["structured"]) });
    for (const text of texts) if (detector.detect(text).length > 0) return true;
    return false;
  };
}
