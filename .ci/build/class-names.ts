/**
 * The bundler makes `var Name = class _Name {…}` of a class that speaks of itself, so that it would be called `_Name` in every
 * stack and log. Its option to keep names costs a call for every function that is made, also for those of each call that the
 * sidecar serves; here the class just gets its name back, which means the same inside of it.
 */
export function withClassNames(code: string): string {
  const named = new Set([...code.matchAll(/\b(\w+) ?= ?class _\1\b/g)].map(([, name]) => name ?? ""));
  let renamed = code;
  for (const name of named) {
    // Somebody has a property or another variable of that name.
    if (new RegExp(`[.#"'\`]_${name}\\b|\\b(?:var|let|const|function) _${name}\\b`).test(renamed)) continue;
    renamed = renamed.replaceAll(new RegExp(`(?<![\\w$])_${name}(?![\\w$])`, "g"), name);
  }
  return renamed;
}
