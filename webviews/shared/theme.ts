import { withAlpha } from './colors.ts';

/** The colours and fonts that a canvas needs, taken from the theme in use. */
export interface Theme {
  readonly background: string;
  readonly foreground: string;
  /** Axis labels and other quiet text. */
  readonly muted: string;
  readonly grid: string;
  readonly blue: string;
  readonly orange: string;
  readonly green: string;
  readonly purple: string;
  readonly fontFamily: string;
}

/** Reads the theme's colours as they are now. */
export function readTheme(): Theme {
  const styles = getComputedStyle(document.documentElement);
  const read = (name: string, fallback: string): string => {
    const value = styles.getPropertyValue(name).trim();
    return value === '' ? fallback : value;
  };
  const foreground = read('--vscode-editor-foreground', '#888888');
  const highContrast = document.body.classList.contains('vscode-high-contrast');
  return {
    background: read('--vscode-editor-background', '#ffffff'),
    foreground,
    muted: highContrast ? foreground : read('--vscode-descriptionForeground', foreground),
    grid: withAlpha(foreground, highContrast ? 0.3 : 0.11),
    blue: read('--vscode-charts-blue', '#3794ff'),
    orange: read('--vscode-charts-orange', '#d18616'),
    green: read('--vscode-charts-green', '#388a34'),
    purple: read('--vscode-charts-purple', '#b180d7'),
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
