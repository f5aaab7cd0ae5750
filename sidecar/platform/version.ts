import packageJson from "../../package.json" with { type: "json" };

/** Version of this software. */
export const VERSION: string = packageJson.version;
