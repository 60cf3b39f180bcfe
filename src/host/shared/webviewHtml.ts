/** What a page is made of. Addresses are as the webview sees them (`asWebviewUri`). */
export interface WebviewPage {
  readonly title: string;
  /** Localized: what can be read until the script has started. */
  readonly loading: string;
  readonly script: string;
  readonly style: string;
  /** Origin that scripts and styles may come from: the webview's `cspSource`. */
  readonly cspSource: string;
  /** Unguessable, new for every page: only the script that carries it runs. */
  readonly nonce: string;
  /** Language tag of the editor, `en` or `zh-cn`. */
  readonly language: string;
  /** Localized texts for `@vscode/l10n` in the page, JSON; `undefined` in English, which is the key itself. */
  readonly l10nContents: string | undefined;
}

/**
 * Builds a page that runs one script of ours and loads nothing from elsewhere. The UI toolkit takes the nonce from the
 * `csp-nonce` tag for the one style element that it makes.
 */
export function buildWebviewHtml(page: WebviewPage): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${page.nonce}'`,
    `style-src ${page.cspSource} 'nonce-${page.nonce}'`,
    `font-src ${page.cspSource}`,
    `img-src ${page.cspSource} blob: data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(page.language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
  <meta property="csp-nonce" content="${escapeHtml(page.nonce)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escapeHtml(page.title)}</title>
  <link rel="stylesheet" href="${escapeHtml(page.style)}">
</head>
<body data-l10n="${escapeHtml(page.l10nContents ?? '{}')}">
  <main id="root"><p class="waiting">${escapeHtml(page.loading)}</p></main>
  <script type="module" nonce="${escapeHtml(page.nonce)}" src="${escapeHtml(page.script)}"></script>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
