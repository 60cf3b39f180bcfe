/**
 * Where a key takes the cursor among the ascending positions that can be seen; ten positions at once when `far`.
 * `undefined` for a key that does not move it, or where nothing can be seen.
 */
export function collectCursorStep(
  seen: readonly number[],
  cursor: number | null,
  key: string,
  far: boolean,
): number | undefined {
  const last = seen.length - 1;
  const found = cursor === null ? -1 : seen.findIndex((x) => x >= cursor);
  const current = cursor !== null && found < 0 ? last : found;
  const step = far ? 10 : 1;
  const page = Math.max(1, Math.round(seen.length / 10));
  switch (key) {
    case 'ArrowRight':
      return seen[Math.min(current + step, last)];
    case 'ArrowLeft':
      return seen[cursor === null ? last : Math.max(current - step, 0)];
    case 'PageDown':
      return seen[Math.min(current + page, last)];
    case 'PageUp':
      return seen[cursor === null ? last : Math.max(current - page, 0)];
    case 'Home':
      return seen[0];
    case 'End':
      return seen[last];
    default:
      return undefined;
  }
}
