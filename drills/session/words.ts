/** Time since the start: `04:10`, `1:45:00`. */
export function clock(seconds: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours > 0 ? `${hours}:` : ""}${two(minutes)}:${two(seconds % 60)}`;
}

/** A duration as a person reads it: `45 s`, `4 min 10 s`. */
export function lasting(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), Math.round(seconds % 60)];
  return minutes === 0 ? `${rest} s` : rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

export function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}

const BARS = "▁▂▃▄▅▆▇█";

/** Parts of one, from 0 to 1, as a line of bars. */
export function sparkline(parts: readonly number[]): string {
  return parts.map((part) => BARS.charAt(Math.min(BARS.length - 1, Math.floor(part * BARS.length)))).join("");
}

/** Columns as wide as what is in them. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
