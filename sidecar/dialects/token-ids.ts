import { texts, type Walk } from "./walk.ts";

/** More than any vocabulary has. */
const TOKEN_IDS = 10_000_000;

/** A text, or the id of a token: those are for the model alone; a greater number is none. */
export const textOrToken: Walk = (value, visit) =>
  typeof value === "number" && value >= 0 && value < TOKEN_IDS ? value : texts(value, visit);
