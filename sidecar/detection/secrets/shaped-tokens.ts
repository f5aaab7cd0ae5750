/** Tokens without a beginning of their own, by the shape of the whole run of token characters. */
const SHAPES: readonly RegExp[] = [
  // HashiCorp (Terraform), Mailchimp, New Relic, Mailgun.
  /^[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,70}$/,
  /^[0-9a-f]{32}-us\d{1,2}$/,
  /^[0-9a-f]{36}NRAL$/,
  /^[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}$/,
];

/** A Discord bot's number in base64, a time and a signature. */
const DISCORD_BOT = /^([MNO][A-Za-z\d]{23,27})\.[\w-]{6}\.[\w-]{27,40}$/;

/** Characters of the shortest and the longest of them. */
const SHORTEST = 36;
const LONGEST = 100;

/** Whether a run of letters, digits, `_`, `-` and `.` is a token as a whole. */
export function isShapedToken(text: string, start: number, end: number): boolean {
  if (end - start < SHORTEST || end - start > LONGEST) return false;
  const run = text.slice(start, end);
  if (SHAPES.some((shape) => shape.test(run))) return true;
  const id = DISCORD_BOT.exec(run)?.[1];
  return id !== undefined && /^\d{17,20}$/.test(Buffer.from(id, "base64").toString("latin1"));
}
