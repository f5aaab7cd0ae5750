/** Keys as providers issue them; only what begins in a known way, so that names and models are not taken for them. */
const ISSUED_KEY =
  /\b(?:sk|pk|rk|ghp|gho|github_pat|glpat|xox[abprs]|hf|gsk|AKIA|AIza|eyJ)[-_A-Za-z0-9.]{12,}/g;
/** A text behind a key that says that it is a secret; maps and lists have their own lines. */
const NAMED_SECRET =
  /((?:^|[\s{,"'])(?:bearer|api[-_]?key|access[-_]?key|access[-_]?token|token|password|passwd|secret|authorization|credentials?|value)["']?\s*:\s*)([^\s{[&*#|>][^,}]*)/gi;
/** Name and password before the host, with or without slashes: URL parsers take `https:user:password@host` as well. */
const URL_CREDENTIALS = /([\w.+-]{1,40}:[\\/]*|\/\/)([^\s"']{1,512})(@)/g;
const LONGEST_URL = 4_096;
const URL_PARAMETER = /([?&#])([^=&#\s"']{1,100})=([^&#\s"']+)/g;
/** Parameters whose value is a secret, by their names without separators: `api-key`, `x-goog-api-key`, `clientSecret`. */
const SECRET_PARAMETER =
  /(?:key|token|secret|passw(?:or)?d|pwd|signature|auth|authorization|credentials?|bearer|jwt)$|^(?:sig|code)$/;
/** Letters and digits in one long run; versions, names and UUIDs have separators. */
const RANDOM_TEXT = /(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{20,}/;

/** Wider than what is refused: better an innocent text that is not shown than a secret that is. */
export function looksLikeSecret(text: string): boolean {
  if (text.search(ISSUED_KEY) !== -1 || text.search(URL_CREDENTIALS) !== -1) return true;
  if (text.length <= LONGEST_URL && urlHoldsSecret(text)) return true;
  for (const [, , name, value] of text.matchAll(URL_PARAMETER)) {
    if (name !== undefined && value !== undefined && isSecretParameter(name, value)) return true;
  }
  return false;
}

/** Whether a URL holds what belongs into `auth`: a user, a password, or a key in its path, its query or its fragment. */
export function urlHoldsSecret(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || text.search(ISSUED_KEY) !== -1) return true;
  const parameters = [...url.searchParams, ...new URLSearchParams(url.hash.slice(1))];
  return parameters.some(([name, value]) => isSecretParameter(name, value));
}

function isSecretParameter(name: string, value: string): boolean {
  if (value === "") return false;
  return (
    SECRET_PARAMETER.test(name.toLowerCase().replace(/[^a-z0-9]/g, "")) ||
    RANDOM_TEXT.test(value.slice(0, 512))
  );
}

/** Puts asterisks over what looks like a secret in one line of source; columns stay as they are. */
export function maskLine(line: string): string {
  return line
    .replace(NAMED_SECRET, (_, key: string, value: string) => key + stars(value))
    .replace(URL_CREDENTIALS, (_, before: string, user: string, at: string) => before + stars(user) + at)
    .replace(URL_PARAMETER, (all: string, mark: string, name: string, value: string) =>
      isLookBehind(name, value) ? all : `${mark}${name}=${stars(value)}`,
    )
    .replace(ISSUED_KEY, stars);
}

/** `?<=` of a regular expression: no parameter has such a name. What may be something else beside it stays hidden. */
function isLookBehind(name: string, value: string): boolean {
  return name === "<" && !value.includes("=") && value.length <= 512 && !RANDOM_TEXT.test(value);
}

export function stars(text: string): string {
  return text.replace(/[^\s]/g, "*");
}
