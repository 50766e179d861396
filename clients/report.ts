// What all programs print, so that their answers can be compared.
import type { PartialDate } from "./scalars.js";

export const url = process.env.SANAD_URL ?? "http://127.0.0.1:8080";

export function printStep(
  started: PartialDate | null | undefined,
  action: string,
  by: string[],
  publisher: string | undefined,
  paragraphs: readonly number[],
) {
  const source = `${publisher ?? "unknown"}, ¶ ${paragraphs.join(", ")}`;
  console.log(`${started ?? "undated"}: ${action} by ${by.join(" and ")} (${source})`);
}

export function printArticle(published: PartialDate | null | undefined, headline: string) {
  console.log(`${published ?? "undated"}: ${headline}`);
}

export function printErrors(errors: readonly { extensions?: { code?: unknown } }[]) {
  for (const { extensions } of errors) console.log(`No cursor: ${extensions?.code}`);
}
