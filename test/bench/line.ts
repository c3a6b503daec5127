// A line of the bench: what was measured, what it was measured against in the same run, and how the two compare.

export interface Line {
  readonly key: string;
  readonly what: string;
  readonly unit: "ms" | "rows/s" | "submissions/s" | "bytes gzip";
  readonly ours: number;
  /** What the peer is, and its figure. */
  readonly against: string;
  readonly peer: number;
  /** How many times better ours is than the peer; below 1 it is worse. */
  readonly ratio: number;
  /** Further figures of the same run. */
  readonly more?: Readonly<Record<string, number | string>>;
}

/** The line with its ratio: of times and bytes the smaller is better, of rates the larger. */
export function lineOf(line: Omit<Line, "ratio">): Line {
  const better = line.unit.endsWith("/s") ? line.ours / line.peer : line.peer / line.ours;
  return { ...line, ratio: Number(better.toPrecision(3)) };
}

/**
 * The middle one of some runs, in milliseconds. One run before them is not counted unless it was `warm` already;
 * `before` each run something may be done that is not timed.
 */
export async function medianOf(
  runs: number,
  run: (n: number) => unknown,
  { warm = false, before = (): unknown => undefined } = {},
): Promise<number> {
  const times: number[] = [];
  for (let n = warm ? 1 : 0; n <= runs; n++) {
    await before();
    const start = performance.now();
    await run(n);
    if (n > 0) times.push(performance.now() - start);
  }
  return middleOf(times);
}

/** The middle one of some figures. */
export function middleOf(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}

/** Rounded to three digits, so that a figure says no more than was measured. */
export const rounded = (value: number): number => Number(value.toPrecision(3));
