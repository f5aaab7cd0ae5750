/** Id and texts; `{=…}` in them is a pattern of Random.fill, `{hex:n}` so many hexadecimal digits, `{int:n}` a number below n. */
export type NearMissTexts = readonly [id: string, ...texts: readonly string[]];
