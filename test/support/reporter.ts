import { relative } from "node:path";
import type { EventData } from "node:test";
import { spec, type TestEvent } from "node:test/reporters";

/**
 * How `npm test` reads: one line for each test file as it ends, with what the file printed only if it failed, and what it
 * skipped with the reason; then the coverage by folder, every failure in full, and the counts as Node's own runner closes with them.
 */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const printed = new Map<string, string>();
  const skipped = new Map<string, string>();
  const closing = new spec();
  let coverage = "";

  function ended(file: string, success: boolean, how: string): string {
    return `${success ? "✔" : "✖"} ${file}  ${how}\n${success ? "" : (printed.get(file) ?? "")}${skipped.get(file) ?? ""}`;
  }

  for await (const event of events) {
    switch (event.type) {
      case "test:stdout":
      case "test:stderr":
        printed.set(event.data.file, (printed.get(event.data.file) ?? "") + event.data.message);
        break;
      case "test:pass": {
        const { file, name, skip } = event.data;
        const line = `  ﹣ skipped: ${name}${typeof skip === "string" && skip !== "" ? ` (${skip})` : ""}\n`;
        if (skip !== undefined && skip !== false)
          skipped.set(here(file), (skipped.get(here(file)) ?? "") + line);
        break;
      }
      case "test:fail":
        closing.write(event);
        // A file that does not load or does not end has no summary: it fails as one test, named after the file.
        if (event.data.name === here(event.data.file)) yield ended(event.data.name, false, "did not finish");
        break;
      case "test:summary":
        if (event.data.file !== undefined) {
          const { counts, duration_ms, file, success } = event.data;
          yield ended(here(file), success, `${counts.tests} tests, ${Math.round(duration_ms)} ms`);
        }
        break;
      case "test:diagnostic":
        // The counts of the whole run belong to no file; what a single test reports does.
        if (event.data.file === undefined) closing.write(event);
        break;
      case "test:interrupted":
        closing.write(event);
        break;
      case "test:coverage":
        coverage = table(event.data.summary);
        break;
    }
  }

  yield coverage;
  closing.end();
  for await (const chunk of closing) yield String(chunk);
}

/** A path as it is written in the repository. */
function here(file: string | undefined): string {
  return file === undefined ? "" : relative(process.cwd(), file);
}

type Summary = EventData.TestCoverage["summary"];

/** Covered lines, branches and functions, a row for each folder two levels deep. */
function table({ files, totals }: Summary): string {
  const rooms = Map.groupBy(files, (file) => here(file.path).split("/").slice(0, -1).slice(0, 2).join("/"));
  const rows = [...rooms].sort(([a], [b]) => a.localeCompare(b)).map(([room, inside]) => row(room, inside));
  return [
    "",
    line("covered", ["lines", "branches", "functions"]),
    ...rows,
    row("all", [totals]),
    "",
    "",
  ].join("\n");
}

function row(name: string, parts: readonly Summary["totals"][]): string {
  const share = (what: "Line" | "Branch" | "Function"): string => {
    const covered = parts.reduce((sum, part) => sum + part[`covered${what}Count`], 0);
    const total = parts.reduce((sum, part) => sum + part[`total${what}Count`], 0);
    return `${(total === 0 ? 100 : (100 * covered) / total).toFixed(1)}%`;
  };
  return line(name, [share("Line"), share("Branch"), share("Function")]);
}

function line(name: string, cells: readonly string[]): string {
  return name.padEnd(28) + cells.map((cell) => cell.padStart(11)).join("");
}
