import { execFile } from "node:child_process";
import { cp, lstat, mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Instruction, Stage } from "./dockerfile.ts";

const run = promisify(execFile);

export interface ImageTreeOptions {
  /** Of the build context, what `.dockerignore` lets through counts. */
  readonly context: string;
  /** Each stage gets a folder in it, which stands for `/`. */
  readonly folder: string;
  readonly stages: readonly Stage[];
  /** What a RUN stands for that would download something. */
  readonly instead: (command: string, cwd: string) => Promise<boolean>;
  /** Whether this process may become another user. */
  readonly mayBecomeAnother: boolean;
}

export interface ImageTree {
  /** Stands for `/`. */
  readonly root: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  /** Its number. */
  readonly user: string;
  readonly entrypoint: readonly string[];
}

/** Runs the stages of a Dockerfile without an engine: the same commands on the same files, in folders. */
export async function buildImageTree(options: ImageTreeOptions): Promise<ImageTree> {
  const built = new Map<string, ImageTree>();
  let last: ImageTree | undefined;
  for (const [index, stage] of options.stages.entries()) {
    last = await buildStage(options, stage, join(options.folder, stage.name ?? String(index)), built);
    if (stage.name !== undefined) built.set(stage.name, last);
  }
  if (last === undefined) throw new Error("There is no stage.");
  return last;
}

async function buildStage(
  options: ImageTreeOptions,
  { from, instructions }: Stage,
  root: string,
  built: ReadonlyMap<string, ImageTree>,
): Promise<ImageTree> {
  if (built.has(from)) throw new Error(`A stage on top of another one, ${from}: not known here.`);
  await mkdir(root, { recursive: true });
  let tree: ImageTree = { root, workdir: root, env: {}, user: "0", entrypoint: [] };
  for (const instruction of instructions) tree = await step(options, tree, instruction, built);
  return tree;
}

async function step(
  options: ImageTreeOptions,
  tree: ImageTree,
  { name, text }: Instruction,
  built: ReadonlyMap<string, ImageTree>,
): Promise<ImageTree> {
  switch (name) {
    case "WORKDIR": {
      const workdir = within(tree, text);
      await mkdir(workdir, { recursive: true });
      return { ...tree, workdir };
    }
    case "ENV": {
      const entries = text.split(/\s+/).map((entry) => {
        const at = entry.indexOf("=");
        const value = entry.slice(at + 1);
        return [entry.slice(0, at), value.startsWith("/") ? within(tree, value) : value];
      });
      return { ...tree, env: { ...tree.env, ...Object.fromEntries(entries) } };
    }
    case "USER":
      return { ...tree, user: text.split(":")[0] ?? "" };
    case "ENTRYPOINT":
      return { ...tree, entrypoint: JSON.parse(text) };
    case "COPY":
      await copy(options, tree, text, built);
      return tree;
    case "RUN":
      if (!(await options.instead(text, tree.workdir))) await runIn(options, tree, text);
      return tree;
    default:
      return tree;
  }
}

async function runIn(
  { mayBecomeAnother }: ImageTreeOptions,
  tree: ImageTree,
  command: string,
): Promise<void> {
  const id = Number(tree.user);
  const env: NodeJS.ProcessEnv = { ...process.env, ...tree.env, HOME: "/nonexistent" };
  for (const variable of ["NODE_V8_COVERAGE", "NODE_OPTIONS"]) delete env[variable];
  await run("sh", ["-c", command], {
    cwd: tree.workdir,
    env: { ...env, PATH: `${dirname(process.execPath)}:${env.PATH}` },
    ...(mayBecomeAnother && id !== 0 ? { uid: id, gid: id } : {}),
  });
}

async function copy(
  { context }: ImageTreeOptions,
  tree: ImageTree,
  text: string,
  built: ReadonlyMap<string, ImageTree>,
): Promise<void> {
  const words = text.split(/\s+/);
  const flag = words[0]?.startsWith("--from=") === true ? words.shift()?.slice("--from=".length) : undefined;
  const target = words.pop() ?? "";
  const source = flag === undefined ? undefined : built.get(flag);
  if (flag !== undefined && source === undefined) throw new Error(`There is no stage ${flag}.`);
  const allowed = source === undefined ? await allowedIn(context) : undefined;
  for (const word of words) {
    const path = source === undefined ? join(context, word) : within(source, word);
    const isFolder = (await lstat(path)).isDirectory();
    const place = within(tree, target);
    const destination = isFolder || !target.endsWith("/") ? place : join(place, word);
    if (isFolder && allowed !== undefined && word === ".") {
      for (const entry of await readdir(path))
        if (allowed.has(entry)) await cp(join(path, entry), join(destination, entry), { recursive: true });
      continue;
    }
    if (allowed !== undefined && !allowed.has(word.split("/")[0] ?? ""))
      throw new Error(`.dockerignore keeps ${word} out.`);
    await mkdir(dirname(destination), { recursive: true });
    await cp(path, destination, { recursive: true, verbatimSymlinks: true });
  }
}

/** Everything is left out, and then some let in. */
async function allowedIn(context: string): Promise<ReadonlySet<string>> {
  const lines = (await readFile(join(context, ".dockerignore"), "utf8"))
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (lines.shift() !== "*" || lines.some((line) => !/^![^/*]+$/.test(line)))
    throw new Error(
      "A .dockerignore that leaves out everything but some names at the top is what is known here.",
    );
  return new Set(lines.map((line) => line.slice(1)));
}

function within({ root, workdir }: ImageTree, path: string): string {
  return path.startsWith("/") ? join(root, path) : join(workdir, path);
}

/** Makes `folder/node_modules` of links to packages that are installed elsewhere. */
export async function linkPackages(
  installed: string,
  names: Iterable<string>,
  folder: string,
): Promise<void> {
  for (const name of names) {
    const place = join(folder, "node_modules", name);
    await mkdir(dirname(place), { recursive: true });
    await symlink(join(installed, name), place);
  }
}
