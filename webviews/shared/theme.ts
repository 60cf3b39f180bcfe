import { pickLineColor, withAlpha } from './colors.ts';

/** The colours and fonts that a canvas needs, taken from the theme in use. */
export interface Theme {
  readonly background: string;
  readonly foreground: string;
  /** Axis labels and other quiet text. */
  readonly muted: string;
  readonly grid: string;
  /** These four are opaque, and can be seen on `background`. */
  readonly blue: string;
  readonly orange: string;
  readonly green: string;
  readonly purple: string;
  readonly fontFamily: string;
}

// Okabe and Ito's colours (2008), which the colour-blind can tell apart: for themes whose own ones cannot be seen.
const SUBSTITUTES = {
  blue: ['#0072b2', '#56b4e9'],
  orange: ['#d55e00', '#e69f00'],
  green: ['#009e73', '#00664b'],
  purple: ['#cc79a7', '#9c4577'],
};

/** Reads the theme's colours as they are now. */
export function readTheme(): Theme {
  const styles = getComputedStyle(document.documentElement);
  const read = (name: string, fallback: string): string => {
    const value = styles.getPropertyValue(name).trim();
    return value === '' ? fallback : value;
  };
  const foreground = read('--vscode-editor-foreground', '#888888');
  const highContrast = document.body.classList.contains('vscode-high-contrast');
  const background = read('--vscode-editor-background', '#ffffff');
  const lineColor = (name: keyof typeof SUBSTITUTES): string =>
    pickLineColor([read(`--vscode-charts-${name}`, ''), ...SUBSTITUTES[name], foreground], background);
  return {
    background,
    foreground,
    muted: highContrast ? foreground : read('--vscode-descriptionForeground', foreground),
    grid: withAlpha(foreground, highContrast ? 0.3 : 0.11),
    blue: lineColor('blue'),
    orange: lineColor('orange'),
    green: lineColor('green'),
    purple: lineColor('purple'),
    fontFamily: read('--vscode-font-family', 'sans-serif'),
  };
}

/** Calls `listener` after every change of the theme; returns a function that ends it. */
export function onDidChangeTheme(listener: () => void): () => void {
  const observer = new MutationObserver(() => {
    listener();
  });
  // VS Code writes the colours into the root's style and the kind of theme into the body's class.
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  return () => {
    observer.disconnect();
  };
}
