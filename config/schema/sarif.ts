import { FAULT_TABLE, type FaultCode, formatPath, severityOf, withHint } from "./faults.ts";
import type { SourceFault } from "./parse.ts";
import { describeResource } from "./render.ts";

/**
 * Faults as a SARIF 2.1.0 log, as code hosts show them beside the lines they are about.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function renderSarif(faults: readonly SourceFault[]): string {
  const rules = (Object.keys(FAULT_TABLE) as FaultCode[]).map((id) => ({
    id,
    name: FAULT_TABLE[id].title,
    shortDescription: { text: FAULT_TABLE[id].says },
    defaultConfiguration: { level: severityOf(id) },
  }));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "aios check", rules } },
        columnKind: "utf16CodeUnits",
        results: faults.map((fault) => ({
          ruleId: fault.code,
          ruleIndex: rules.findIndex(({ id }) => id === fault.code),
          level: severityOf(fault.code),
          message: { text: messageOf(fault) },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(fault.file) },
                region: {
                  startLine: fault.line,
                  startColumn: fault.column,
                  endLine: fault.endLine,
                  endColumn: fault.endColumn,
                },
              },
            },
          ],
        })),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function messageOf(fault: SourceFault): string {
  const place = [describeResource(fault), formatPath(fault.path)].filter((part) => part !== "").join(" ");
  return place === "" ? withHint(fault) : `${place}: ${withHint(fault)}`;
}

/** Relative paths stay relative: the host knows its root. */
function uriOf(file: string): string {
  const encoded = file
    .replaceAll("\\", "/")
    .split("/")
    .map(encodeURIComponent)
    .join("/")
    .replace(/^\.\//, "");
  return file.startsWith("/") ? `file://${encoded}` : encoded;
}
