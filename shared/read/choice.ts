// Words of a choice column → the key that is stored: labels and aliases, blanks and brackets aside; and the nearest
// label for a word that is none of them. It knows no particular column.
import type { Choice } from "../sheet/column.ts";
import { likeness, tight } from "./text.ts";

export interface Chooser {
  /** The key that the word means; null when it is no choice. */
  keyOf(word: string): string | null;
  /** The choice most like the word; null when none is like it. */
  nearest(word: string): Choice | null;
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
      let best: Choice | null = null;
      let most = 0.45;
      for (const choice of choices)
        for (const label of [choice.label.zh, ...choice.aliases]) {
          const like = nearness(bare(word), bare(label));
          if (like > most) [best, most] = [choice, like];
        }
      return best;
    },
  };
  choosers.set(choices, chooser);
  return chooser;
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
