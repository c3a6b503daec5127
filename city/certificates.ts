// A file of root certificates for workerd, which does not start on a machine without any (a bare Debian has none,
// and nothing here needs the network). Node brings a list of its own; it is used only where the machine has none.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rootCertificates } from "node:tls";

const OF_THE_MACHINE = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/** What to add to the environment of workerd: nothing, or SSL_CERT_FILE. */
export function certificates(): { SSL_CERT_FILE?: string } {
  if (
    process.platform !== "linux" ||
    process.env.SSL_CERT_FILE ||
    OF_THE_MACHINE.some((file) => existsSync(file))
  )
    return {};
  const file = path.resolve(import.meta.dirname, "../node_modules/.cache/root-certificates.pem");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, rootCertificates.join("\n"));
  return { SSL_CERT_FILE: file };
}
