import type { Template } from "./template.ts";

/** Able to stand in quotes or a cell as it is. */
const QUOTABLE = /^[^"'\n\\|;<>&]+$/;
const CELL = /^[^",'\n\\|;<>&\t]+$/;
const URL_SAFE = /^[\w.~@-]+$/;
const WORD = /^[^\s"',;&#]+$/;
const NUMBER = /^[1-9]\d{0,14}$/;

/** The same value where programs, forms and tables put it. */
export const DOCUMENTS: readonly Template[] = [
  { id: "json", text: '{"id": 17, "{key}": "{value}", "active": true}', takes: QUOTABLE, assigns: true },
  { id: "json-compact", text: '{"items":[{"n":1,"{key}":"{value}"}]}', takes: QUOTABLE, assigns: true },
  { id: "json-number", text: '{"{key}": {value}, "retries": 3}', takes: NUMBER, assigns: true },
  {
    id: "json-in-text",
    text: 'The tool said: {\\"{key}\\":\\"{value}\\",\\"ok\\":true}',
    takes: QUOTABLE,
    assigns: true,
  },
  { id: "csv-first-row", text: "id,{key},status\n{=^##},{value},ok\n", takes: CELL },
  { id: "csv-bare", text: "{=^##},{value},ok,,\n", takes: CELL, bare: true },
  { id: "tsv", text: "{name}\t{value}\tok", takes: CELL },
  {
    id: "url",
    text: "GET https://api.example.com/v1/users?{key}={value}&page=2",
    takes: URL_SAFE,
    assigns: true,
  },
  {
    id: "log",
    text: "2026-02-03T10:11:12.345Z INFO [accounts] updated {key}={value} duration_ms={=^#}",
    takes: WORD,
    assigns: true,
  },
  { id: "log-bare", text: "2026-02-03 10:11:12,345 WARN rejected {value} after {=^} attempts", bare: true },
  { id: "typescript", text: 'const {key} = "{value}"; // {=^} of 9', takes: QUOTABLE, assigns: true },
  { id: "python", text: "user = {'{key}': '{value}', 'role': 'admin'}", takes: QUOTABLE, assigns: true },
  { id: "yaml", text: 'user:\n  id: {=^#}\n  {key}: "{value}"\n', takes: QUOTABLE, assigns: true },
  { id: "env", text: "LOG_LEVEL=info\n{KEY}={value}\nPORT=8080\n", takes: WORD, assigns: true },
  { id: "xml", text: "<user><{key}>{value}</{key}><age>4{=#}</age></user>", takes: QUOTABLE, assigns: true },
  { id: "html-row", text: "<tr><td>{Name}</td><td>{value}</td></tr>", takes: QUOTABLE },
  {
    id: "markdown-row",
    text: "| Field | Value |\n|---|---|\n| {Name} | {value} |\n| Status | open |",
    takes: CELL,
  },
  { id: "markdown-column", text: "| {Name} | Status |\n|---|---|\n| {value} | open |", takes: CELL },
  {
    id: "sql",
    text: "UPDATE users SET {key} = '{value}' WHERE id = {=^##};",
    takes: QUOTABLE,
    assigns: true,
  },
  { id: "form", text: "Case {=^###}\n{Name}: {value}\nDate: 2026-02-03\n", assigns: true },
  { id: "form-aligned", text: "{Name} ......... {value}\n", takes: CELL },
  { id: "brackets", text: "[{name}: {value}]", takes: CELL, assigns: true },
  { id: "parentheses", text: "our contact ({name} {value}) has left" },
  { id: "hash", text: "{Name} # {value}\n", takes: CELL },
  { id: "next-line", text: "{Name}:\n{value}\n", assigns: true },
  { id: "bold", text: "**{Name}:** {value}\n", assigns: true },
  { id: "ticks", text: "Set {name} to `{value}` and retry", takes: QUOTABLE },
  { id: "crlf", text: "{Name}: {value}\r\nNext line\r\n", assigns: true },
];
