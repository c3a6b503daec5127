// Words of a choice column → the key that is stored: labels and aliases, blanks and brackets aside; and the nearest
// label for a word that is none of them. It knows no particular column.
import type { Choice } from "../sheet/column.ts";
import { likeness, tight } from "./text.ts";

export interface Chooser {
  /** The key that the word means; null when it is no choice. */
  keyOf(word: string): string | null;
  /** The only choice that the word is plainly meant for: near it, or the one that it holds; else null. */
  nearest(word: string): Choice | null;
  /**
   * The choice of which the word is a misspelling: of its length and beginning, with another letter. Else null: 市红十字会
   * and 区委巡察 are not meant for 红十字会 and 市委巡察.
   */
  misspelt(word: string): Choice | null;
}

const choosers = new WeakMap<readonly Choice[], Chooser>();

/** Made once for each list of choices. */
export function chooserOf(choices: readonly Choice[]): Chooser {
  const known = choosers.get(choices);
  if (known) return known;
  const keys = new Map<string, string>();
  for (const { key, label, aliases } of choices)
    for (const word of [label.zh, label.en, ...aliases]) if (!keys.has(bare(word))) keys.set(bare(word), key);
  for (const { key } of choices) if (!keys.has(bare(key))) keys.set(bare(key), key);
  const chooser: Chooser = {
    keyOf: (word) => keys.get(bare(word)) ?? keys.get(bare(word.replace(/[(（][^)）]*[)）]/g, ""))) ?? null,
    nearest(word) {
      const flat = bare(word);
      const held = choices.filter((choice) =>
        formsOf(choice).some((form) => form.length >= 2 && flat.includes(form)),
      );
      return held.length > 1 ? null : likest(choices, (form) => nearness(flat, form));
    },
    misspelt(word) {
      const flat = bare(word);
      const alike = (form: string) => form.length === flat.length && form[0] === flat[0];
      return likest(choices, (form) => (alike(form) ? likeness(flat, form) : 0));
    },
  };
  choosers.set(choices, chooser);
  return chooser;
}

/** Below this a choice is not proposed: two of three letters may be another word. */
const NEAR = 0.75;

function likest(choices: readonly Choice[], likenessOf: (form: string) => number): Choice | null {
  let [best, most]: [Choice | null, number] = [null, 0];
  for (const choice of choices)
    for (const form of formsOf(choice)) {
      const like = likenessOf(form);
      if (like >= NEAR && like > most) [best, most] = [choice, like];
    }
  return best;
}

function formsOf({ label, aliases }: Choice): string[] {
  return [label.zh, ...aliases].map(bare);
}

function bare(word: string): string {
  return tight(word)
    .toLowerCase()
    .replace(/[。;,、.:!"“”'()[\]【】]/g, "")
    .replace(/^\d+(?=\D)/, "");
}

function nearness(word: string, label: string): number {
  if (word.length >= 2 && label.length >= 2 && (word.includes(label) || label.includes(word)))
    return 0.5 + 0.5 * (Math.min(word.length, label.length) / Math.max(word.length, label.length));
  return likeness(word, label);
}
