// What looks like a list and is none: forms of labels and boxes, and sheets whose records run across. They are refused,
// because reading them row by row would give figures that nobody wrote.
import type { Cell } from "./grid.ts";
import { bareLabel, isColumnLetters, isLabel } from "./label.ts";
import type { Lattice } from "./lattice.ts";
import type { Region } from "./region.ts";

/**
 * A form, not a list: its labels are spread over many rows, each beside the box it names, instead of standing in one
 * header above what they name.
 */
export function isForm(lattice: Lattice, region: Region, known: ReadonlySet<string>): boolean {
  const { header } = region;
  const below = [...region.at.slice(0, 40), ...region.notes.slice(0, 40)];
  // Labels that differ: a list repeats its choices (男, 群众) in every row, a form says each label once.
  const labels = new Set<string>();
  let boxed = 0;
  let open = 0;
  for (const row of below) {
    let asks = false;
    let answers = false;
    for (const column of lattice.filled(row)) {
      const cell = lattice.at(row, column);
      if (typeof cell !== "string" || /[\d:：]/.test(cell) || !isLabel(cell, known)) {
        answers = true;
        continue;
      }
      labels.add(bareLabel(cell));
      if (lattice.at(row, column + 1) !== null) continue;
      asks = true;
      const right = lattice.mergeAt(row, column + 1);
      if (right !== null && right.columns > 1 && right.rows <= 2) boxed += 1;
    }
    if (asks && !answers) open += 1;
  }
  if (region.at.length > 12) return false;
  const spread = labels.size;
  // The header of a list is labels throughout; a form's first row is labels and answers in turn.
  const named = header.columns.filter(({ path }) => isLabel(path.at(-1) ?? "", known)).length;
  const pure = named * 10 >= header.columns.length * 7;
  if (spread > header.labels && boxed >= 2) return true;
  if (!pure && spread > header.labels * 1.2 && spread >= region.at.length * 1.5) return true;
  return header.labels <= 3 && open >= 3 && open * 2 >= below.length;
}

/** A sheet whose indicators run down the first column and whose units run across: its records are columns. */
export function isTurned(lattice: Lattice, region: Region, known: ReadonlySet<string>): boolean {
  const lead = region.columns[0]?.column ?? 0;
  const words = region.at.map((row) => lattice.at(row, lead)).filter((cell) => typeof cell === "string");
  const indicators = words.filter((word) => known.has(bareLabel(word))).length;
  const headed = region.columns.filter(({ path }) => known.has(bareLabel(path.at(-1) ?? ""))).length;
  return indicators >= 3 && indicators * 5 >= region.at.length * 3 && headed < 2;
}

/** 3日, 3号 → 3; any other cell as it is. */
function dayIn(cell: Cell): Cell {
  const day = typeof cell === "string" ? /^\s*(\d{1,2})[日号]\s*$/.exec(cell)?.[1] : undefined;
  return day === undefined ? cell : Number(day);
}

/**
 * True when days or running numbers head the columns of some row in [from, to]: a sheet that runs across, whose records
 * are columns and not rows.
 */
export function isAcross(lattice: Lattice, from: number, to: number): boolean {
  for (let row = from; row <= Math.min(to, from + 20, lattice.rows - 1); row++) {
    const cells = lattice.filled(row);
    let run = 1;
    let longest = 1;
    for (let i = 1; i < cells.length; i++) {
      const [before, cell] = [cells[i - 1] as number, cells[i] as number].map((column) =>
        dayIn(lattice.at(row, column)),
      );
      run = typeof cell === "number" && typeof before === "number" && cell === before + 1 ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
    if (longest < 5 || longest < cells.length * 0.6) continue;
    // Under a header the same run is the row of column numbers.
    const headed = row > from && lattice.filled(row - 1).length >= longest / 2;
    if (!headed || !isColumnLetters(cells.map((column) => lattice.at(row, column)))) return true;
  }
  return false;
}
