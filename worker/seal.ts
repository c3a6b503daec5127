// Packing a submission's rows into text, and the hash chain of its revisions. The chain shows that a revision was
// changed, or taken out between two others, by someone who did not compute all later hashes anew. Against someone
// who did, or who took away the newest, only what is outside helps: the hashes on the receipts that people hold.
// Knows neither the database nor the request; runs in the Worker and in Node.
import { readStored } from "./stored.ts";

/** SHA-256 of a text, in hex. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** JSON with the keys of every object in order, so that equal content is equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  );
}

/** What names the content of a submission: two with the same are the same. */
export function hashBody(content: {
  readonly sheetVersion: number;
  readonly rows: unknown;
  readonly figures: unknown;
  readonly explanations: unknown;
}): Promise<string> {
  const { sheetVersion, rows, figures, explanations } = content;
  return sha256(canonical({ sheetVersion, rows, figures, explanations }));
}

/** What the hash of a revision covers. */
export interface Sealed {
  readonly unit: number;
  readonly sheet: string;
  readonly sheetVersion: number;
  readonly period: string;
  readonly rev: number;
  readonly bodyHash: string;
  readonly person: number;
  readonly at: string;
  readonly onTime: boolean;
  readonly rows: number;
  readonly worksheet: string;
  /** As stored. */
  readonly figures: string;
}

/**
 * The hash of a revision: SHA-256 of the JSON list [hash of the revision before or "", unit, sheet, version,
 * period, revision, body hash, figures, person, time, on time, rows, worksheet].
 */
export function seal(before: string | null, r: Sealed): Promise<string> {
  const { unit, sheet, sheetVersion, period, rev, bodyHash, figures, person, at, onTime, rows, worksheet } =
    r;
  return sha256(
    JSON.stringify([
      before ?? "",
      unit,
      sheet,
      sheetVersion,
      period,
      rev,
      bodyHash,
      figures,
      person,
      at,
      onTime,
      rows,
      worksheet,
    ]),
  );
}

/** A stored revision, as far as the chain needs it. `isLocal`: its rows stayed in the workbook. */
export interface Link extends Sealed {
  readonly hash: string;
  readonly explanations: string;
  readonly body: string;
  readonly isLocal: boolean;
}

/** The first of all revisions of a submission, in their order, that is not as it was received; null when all are. */
export async function brokenLink(links: readonly Link[]): Promise<number | null> {
  let before: string | null = null;
  let next = 1;
  for (const link of links) {
    const bodyHash = await hashStored(link, await unpack(link.body));
    if (link.rev !== next || bodyHash !== link.bodyHash || (await seal(before, link)) !== link.hash)
      return next;
    before = link.hash;
    next += 1;
  }
  return null;
}

/** The body hash that stored texts have now. Throws without quoting them when they are no JSON. */
export function hashStored(
  {
    sheetVersion,
    figures,
    explanations,
    isLocal,
  }: Pick<Link, "sheetVersion" | "figures" | "explanations" | "isLocal">,
  rows: string,
): Promise<string> {
  return hashBody({
    sheetVersion,
    rows: readStored(rows),
    figures: isLocal ? readStored(figures) : null,
    explanations: readStored(explanations),
  });
}

/** base64(gzip(text)): plain ASCII, which the database binding carries far faster than bytes. */
export async function pack(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  // In slices, because the arguments of one call are limited.
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

/** The text that was packed. */
export async function unpack(packed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

/** Random text of 8 bits per byte, for tokens: base64 without signs that need care in a header. */
export function randomText(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return btoa(String.fromCharCode(...random))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}
