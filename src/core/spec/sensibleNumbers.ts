import type { Field } from './table/field.ts';

const most = 6;
const shares = [0.1, 0.2, 0.3, 0.5, 0.05];
const sizes = [32, 64, 16, 128, 256, 8, 512, 4, 2, 1];
const rates = [1, 0.5, 2, 5, 10, 0.1, 0];

/** Numbers that a person would try for a key, the best first: the default, else what is usual in its range. */
export function sensibleNumbers(field: Field): readonly number[] {
  const preset = typeof field.default === 'number' ? [field.default] : [];
  const around = preset.flatMap((value) => neighboursOf(value, field));
  const candidates = [...preset, ...around, ...(around.length > 2 ? [] : typical(field))];
  return [...new Set(candidates)].filter((value) => isUsual(field, value)).slice(0, most);
}

/** Values on both sides of a default: of a share in tenths, of a whole number in doublings, of a rate in decades. */
function neighboursOf(preset: number, field: Field): readonly number[] {
  if (preset <= 0 || isShare(field)) return [];
  if (field.type === 'integer') return [preset * 2, Math.round(preset / 2), preset * 4, Math.round(preset / 4)];
  const [low = 0, high = 0] = field.about?.usual ?? [];
  if (low <= 0 || high / low < 100) return [];
  return [3, 10, 1 / 3, 0.1].map((factor) => Number((preset * factor).toPrecision(1)));
}

function typical(field: Field): readonly number[] {
  if (field.type === 'integer') return sizes;
  return isShare(field) ? shares : rates;
}

function isShare({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: Field): boolean {
  return (minimum ?? exclusiveMinimum) === 0 && (maximum === 1 || exclusiveMaximum === 1);
}

function isUsual(field: Field, value: number): boolean {
  const [low, high] = field.about?.usual ?? [-Infinity, Infinity];
  return isAllowedNumber(field, value) && value >= low && value <= high;
}

/** Whether a number is of the field's type and within its bounds. */
export function isAllowedNumber(field: Field, value: number): boolean {
  if (!Number.isFinite(value) || (field.type === 'integer' && !Number.isInteger(value))) return false;
  const { minimum = -Infinity, maximum = Infinity } = field;
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = field;
  return value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum;
}
