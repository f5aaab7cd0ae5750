import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";

export interface SizeRow {
  readonly file: string;
  readonly bytes: number;
  /** Of which from packages. */
  readonly fromPackages: number;
}

/** The bundle's files, the largest first; what is small or data is one row by itself. */
export async function sizesOf(folder: string, { outputs }: Metafile): Promise<readonly SizeRow[]> {
  const rows: SizeRow[] = [];
  let rest: SizeRow = { file: "smaller ones", bytes: 0, fromPackages: 0 };
  for (const [path, { bytes, inputs, entryPoint }] of Object.entries(outputs)) {
    if (path.endsWith(".map")) continue;
    let fromPackages = 0;
    for (const [input, { bytesInOutput }] of Object.entries(inputs))
      if (input.includes("node_modules/")) fromPackages += bytesInOutput;
    const file = path.slice(path.lastIndexOf("/") + 1);
    if (bytes >= SMALL_BYTES || entryPoint !== undefined) rows.push({ file, bytes, fromPackages });
    else rest = { ...rest, bytes: rest.bytes + bytes, fromPackages: rest.fromPackages + fromPackages };
  }
  rows.sort((one, other) => other.bytes - one.bytes);
  const code = [...rows, rest];
  const total = await bytesUnder(folder, (name) => !name.endsWith(".map"));
  const sum = (of: (row: SizeRow) => number) => code.reduce((all, row) => all + of(row), 0);
  const data = total - sum(({ bytes }) => bytes);
  return [
    ...code,
    { file: "types, data and licences", bytes: data, fromPackages: 0 },
    {
      file: "in all, without source maps",
      bytes: total,
      fromPackages: sum(({ fromPackages }) => fromPackages),
    },
  ];
}

const SMALL_BYTES = 20_000;

async function bytesUnder(folder: string, counts: (name: string) => boolean): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && counts(entry.name)) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  return bytes;
}

export function renderSizes(rows: readonly SizeRow[]): string {
  const width = Math.max(...rows.map(({ file }) => file.length));
  const line = (file: string, size: string, of: string) =>
    `${file.padEnd(width)}  ${size.padStart(9)}  ${of.padStart(13)}\n`;
  const kibibytes = (bytes: number) => `${Math.ceil(bytes / 1024).toLocaleString("en-US")} KiB`;
  return [
    line("file", "size", "from packages"),
    ...rows.map(({ file, bytes, fromPackages }) => line(file, kibibytes(bytes), kibibytes(fromPackages))),
  ].join("");
}
