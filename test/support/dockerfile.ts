/** An instruction with its words, or its text where the words are the shell's. */
export interface Instruction {
  readonly name: string;
  readonly text: string;
}

export interface Stage {
  /** What it starts from: another stage or an image. */
  readonly from: string;
  /** `AS …`; undefined for the last one, usually. */
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

/** @throws Error for what the Dockerfile reference has and this does not know, rather than leave it out */
export function parseDockerfile(text: string): readonly Stage[] {
  const args = new Map<string, string>();
  const stages: { from: string; name: string | undefined; instructions: Instruction[] }[] = [];
  for (const line of logicalLines(text)) {
    const [, name = "", rest = ""] = /^(\w+)\s+(.*)$/s.exec(line) ?? [];
    const words = rest.replaceAll(/\$\{(\w+)\}/g, (_, variable: string) => args.get(variable) ?? "");
    const stage = stages.at(-1);
    if (name === "FROM") {
      const [from = "", as, stageName] = words.split(/\s+/);
      if (as !== undefined && as.toUpperCase() !== "AS") throw new Error(`What does this mean? ${line}`);
      stages.push({ from, name: stageName, instructions: [] });
    } else if (name === "ARG" && stage === undefined) {
      const [variable = "", value = ""] = rest.split("=");
      args.set(variable, value);
    } else if (stage === undefined || !KNOWN.has(name)) {
      throw new Error(`What does this mean? ${line}`);
    } else {
      stage.instructions.push({ name, text: rest });
    }
  }
  return stages;
}

const KNOWN = new Set(["CMD", "COPY", "ENTRYPOINT", "ENV", "LABEL", "RUN", "STOPSIGNAL", "USER", "WORKDIR"]);

/** Without comments, and with what was continued on the next line. */
function logicalLines(text: string): readonly string[] {
  return text
    .split("\n")
    .filter((line) => !/^\s*#/.test(line))
    .join("\n")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
