import type { CallFrame } from "./profile.ts";

/** Folders whose own folders are areas each. */
const DEEPER: ReadonlySet<string> = new Set(["sidecar/filters", "sidecar/dialects"]);

/**
 * Which part of the program a frame belongs to: a folder of this repository (`sidecar/edge`, `sidecar/filters/redact`), a
 * package (`undici`), a module of Node (`node:http`), `gc`, `wasm`, or `native` for all else that has no source.
 *
 * @param root of the repository, as a `file:` URL that ends in `/`
 */
export function areaOf({ functionName, url }: CallFrame, root: string): string {
  if (functionName === "(garbage collector)") return "gc";
  if (url === "") return "native";
  if (url.startsWith("wasm:")) return "wasm";
  if (url.startsWith("node:")) return nodeModule(url);
  const packaged = url.split("/node_modules/").at(-1);
  if (packaged !== undefined && packaged !== url) return packageName(packaged);
  const path = url.startsWith(root) ? url.slice(root.length) : undefined;
  return path === undefined ? "elsewhere" : folderOf(path);
}

function folderOf(path: string): string {
  const folders = path.split("/").slice(0, -1);
  const two = folders.slice(0, 2).join("/");
  if (two === "") return "elsewhere";
  return DEEPER.has(two) ? folders.slice(0, 3).join("/") : two;
}

function packageName(path: string): string {
  const [first = "", second = ""] = path.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}

/** `node:_http_outgoing` and `node:internal/http` are parts of what people know as `node:http`. */
function nodeModule(url: string): string {
  const [name = ""] = url.replace(/^node:(internal\/)?/, "").split(/[/?]/);
  const [first = ""] = name.replace(/^_/, "").split("_");
  return `node:${first === "streams" ? "stream" : first}`;
}
