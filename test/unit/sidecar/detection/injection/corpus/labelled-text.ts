/** A text and who wrote it. */
export interface LabelledText {
  readonly origin: "user" | "tool";
  readonly text: string;
}
