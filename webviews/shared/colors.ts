/** The same colour with its opacity multiplied by `alpha` (0 to 1). Understands `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb()` and `rgba()`; others come back unchanged. */
export function withAlpha(color: string, alpha: number): string {
  const channels = parseHex(color.trim()) ?? parseRgb(color.trim());
  if (channels === null) return color;
  const [red, green, blue, opacity] = channels;
  return `rgba(${[red, green, blue, Math.round(opacity * alpha * 1000) / 1000].join(', ')})`;
}

type Channels = readonly [red: number, green: number, blue: number, opacity: number];

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
