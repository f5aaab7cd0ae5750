/**
 * A path and its query as they read: `%41` as A, and `+` as the blank that it is in forms. What is no UTF-8 becomes
 * U+FFFD by itself, so that one wrong byte does not hide all the others.
 */
export function decodedPath(path: string): string {
  return path
    .replaceAll("+", " ")
    .replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) =>
      Buffer.from(escapes.replaceAll("%", ""), "hex").toString("utf8"),
    );
}
