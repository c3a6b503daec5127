// A row of units of measure under a header: （人） （元） under 捐款人数 捐款金额. It belongs to the header; each unit goes
// with the label above it.
import type { Header, HeaderColumn } from "./header.ts";
import type { Lattice } from "./lattice.ts";
import { tight } from "./text.ts";
import { unitOf } from "./unit-of-measure.ts";

/** Header and columns with the units of the row below; null when that row holds anything else. */
export function withUnits(
  lattice: Lattice,
  header: Header,
  columns: readonly HeaderColumn[],
): { header: Header; columns: HeaderColumn[] } | null {
  const row = header.last + 1;
  let units = 0;
  const named: HeaderColumn[] = [];
  for (const { column, path } of columns) {
    const cell = lattice.at(row, column);
    const label = path.at(-1) ?? "";
    const text = cell === null ? "" : tight(String(cell));
    const unit = text.replace(/^[([【]|[)\]】]$/g, "");
    const again = text === tight(label);
    if (text !== "" && unitOf(unit) && label !== "") units += 1;
    else if (text !== "" && !again) return null;
    named.push(
      text === "" || again
        ? { column, path }
        : { column, path: [...path.slice(0, -1), `${label}（${unit}）`] },
    );
  }
  if (units < 2) return null;
  return { header: { ...header, rows: [...header.rows, row], last: row }, columns: named };
}
