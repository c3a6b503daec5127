// Identifiers of persons: the ID number's check digit (GB 11643-1999) and telephone numbers. The values never
// leave the workbook; only whether they are well formed is told.

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = "10X98765432";

/** 18 characters with a real birthday and the right check digit, or the old form of 15 digits. */
export function isIdNumber(text: string): boolean {
  if (/^\d{15}$/.test(text))
    return isDay(1900 + Number(text.slice(6, 8)), text.slice(8, 10), text.slice(10, 12));
  if (!/^\d{17}[\dXx]$/.test(text)) return false;
  if (!isDay(Number(text.slice(6, 10)), text.slice(10, 12), text.slice(12, 14))) return false;
  const sum = WEIGHTS.reduce((total, weight, n) => total + weight * Number(text[n]), 0);
  return CHECK[sum % 11] === text[17]?.toUpperCase();
}

/** A mobile number of 11 digits, or area code and number with an optional extension. Blanks are ignored. */
export function isPhone(text: string): boolean {
  const flat = text.replace(/[\s()（）]/g, "");
  return (
    /^(?:\+?86-?)?1[3-9]\d-?\d{4}-?\d{4}$/.test(flat) ||
    /^(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:(?:-|转)\d{1,6})?$/.test(flat)
  );
}

function isDay(year: number, month: string, day: string): boolean {
  const time = new Date(Date.UTC(year, Number(month) - 1, Number(day)));
  return time.getUTCMonth() === Number(month) - 1 && time.getUTCDate() === Number(day);
}
