/** Keys as providers issue them; only what begins in a known way, so that names and models are not taken for them. */
const ISSUED_KEY =
  /\b(?:sk|pk|rk|ghp|gho|github_pat|glpat|xox[abprs]|hf|gsk|AKIA|AIza|eyJ)[-_A-Za-z0-9.]{12,}/g;
/** A text behind a key that says that it is a secret; maps and lists have their own lines. */
const NAMED_SECRET =
  /((?:^|[\s{,"'])(?:bearer|api[-_]?key|access[-_]?key|access[-_]?token|token|password|passwd|secret|authorization|credentials?|value)["']?\s*:\s*)([^\s{[&*#|>][^,}]*)/gi;
const URL_CREDENTIALS = /(\/\/)([^/\s@"']+)(@)/g;

export function looksLikeSecret(text: string): boolean {
  return text.search(ISSUED_KEY) !== -1 || /\/\/[^/\s@]+@/.test(text);
}

/** Puts asterisks over what looks like a secret in one line of source; columns stay as they are. */
export function maskLine(line: string): string {
  return line
    .replace(NAMED_SECRET, (_, key: string, value: string) => key + stars(value))
    .replace(URL_CREDENTIALS, (_, slashes: string, user: string, at: string) => slashes + stars(user) + at)
    .replace(ISSUED_KEY, stars);
}

export function stars(text: string): string {
  return text.replace(/[^\s]/g, "*");
}
