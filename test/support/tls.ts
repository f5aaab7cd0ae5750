import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const at = (name: string) => new URL(name, import.meta.url);

/** Where its key is. */
export const TEST_CERTIFICATE_KEY = fileURLToPath(at("tls-test-only.key.pem"));

/** Where the certificate is, for NODE_EXTRA_CA_CERTS. */
export const TEST_CERTIFICATE = fileURLToPath(at("tls-test-only.cert.pem"));

/**
 * For servers in tests: a certificate of `localhost` and 127.0.0.1 that is its own authority, from 2020 to 2119, and its
 * key, which protects nothing.
 */
export function testCertificate(): { readonly key: string; readonly cert: string } {
  return {
    key: readFileSync(at("tls-test-only.key.pem"), "utf8"),
    cert: readFileSync(at("tls-test-only.cert.pem"), "utf8"),
  };
}
