/** The same colour with its opacity multiplied by `alpha` (0 to 1). Understands `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb()` and `rgba()`; others come back unchanged. */
export function withAlpha(color: string, alpha: number): string {
  const channels = parseColor(color);
  if (channels === null) return color;
  const [red, green, blue, opacity] = channels;
  return `rgba(${[red, green, blue, Math.round(opacity * alpha * 1000) / 1000].join(', ')})`;
}

/** Contrast that lines need beside their background so that all can see them (WCAG 2.2, 1.4.11). */
export const LINE_CONTRAST = 3;

/**
 * The first of `candidates`, made opaque, that can be seen on `background`; where none can, the one with the strongest
 * contrast. A candidate that is empty or not understood by `withAlpha` is passed over; `background` counts as opaque.
 */
export function pickLineColor(candidates: readonly string[], background: string): string {
  const opaque = candidates.flatMap((color) => makeOpaque(color) ?? []);
  const contrasts = opaque.map((color) => contrastOf(color, background));
  const first = contrasts.findIndex((contrast) => contrast >= LINE_CONTRAST);
  return opaque[first < 0 ? contrasts.indexOf(Math.max(...contrasts)) : first] ?? background;
}

function makeOpaque(color: string): string | null {
  const channels = parseColor(color);
  return channels === null ? null : `rgb(${channels.slice(0, 3).join(', ')})`;
}

/** How far two colours are apart, both taken as opaque: 1 to 21 (contrast ratio of WCAG 2.2); 1 where one is unknown. */
export function contrastOf(one: string, other: string): number {
  const [first, second] = [parseColor(one), parseColor(other)];
  if (first === null || second === null) return 1;
  const [dark, light] = [luminanceOf(first), luminanceOf(second)].sort((a, b) => a - b);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Relative luminance, 0 to 1 (WCAG 2.2). */
function luminanceOf([red, green, blue]: Channels): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

type Channels = readonly [red: number, green: number, blue: number, opacity: number];

function parseColor(color: string): Channels | null {
  return parseHex(color.trim()) ?? parseRgb(color.trim());
}

function parseHex(color: string): Channels | null {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(color);
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})([\da-f]{2})?$/i.exec(color);
  const digits = short?.slice(1).map((digit) => digit + digit) ?? long?.slice(1);
  if (digits === undefined) return null;
  const [red = '', green = '', blue = '', opacity = 'ff'] = digits;
  return [parseInt(red, 16), parseInt(green, 16), parseInt(blue, 16), parseInt(opacity, 16) / 255];
}

function parseRgb(color: string): Channels | null {
  const inside = /^rgba?\(([^)]*)\)$/i.exec(color)?.[1];
  if (inside === undefined) return null;
  const [red, green, blue, opacity = 1] = inside.split(/[\s,/]+/).map(Number);
  if (red === undefined || green === undefined || blue === undefined) return null;
  return [red, green, blue, opacity];
}
