import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildWebviewHtml } from '../../../../src/host/shared/webviewHtml.ts';

const page = {
  title: 'A <b>"run"</b> & more',
  loading: 'Loading <all>…',
  script: 'https://webview/curves.js',
  style: 'https://webview/curves.css',
  cspSource: 'https://webview',
  nonce: 'abc123',
  language: 'zh-cn',
  l10nContents: JSON.stringify({ Loss: '损失', 'It\'s "quoted" <here>': 'x' }),
};

test('only the script with the nonce may run, and nothing comes from elsewhere', () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/
    .exec(buildWebviewHtml(page))?.[1]
    ?.replaceAll('&#39;', "'");
  assert.equal(
    policy,
    "default-src 'none'; script-src 'nonce-abc123'; style-src https://webview 'nonce-abc123'; font-src https://webview; img-src https://webview blob: data:",
  );
});

test('there is no inline script and no inline style', () => {
  const html = buildWebviewHtml(page);
  assert.deepEqual(html.match(/<script[^>]*>[^<]*/g), [
    '<script type="module" nonce="abc123" src="https://webview/curves.js">',
  ]);
  assert.doesNotMatch(html, /<style|style=/);
});

test('names and texts cannot break out of the page', () => {
  const html = buildWebviewHtml(page);
  assert.match(html, /<title>A &lt;b&gt;&quot;run&quot;&lt;\/b&gt; &amp; more<\/title>/);
  const attribute = /data-l10n="([^"]*)"/.exec(html)?.[1] ?? '';
  const text = attribute
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  assert.equal(text, page.l10nContents);
});

test('a page can be read before its script has started', () => {
  assert.match(buildWebviewHtml(page), /<main id="root"><p class="waiting">Loading &lt;all&gt;…<\/p><\/main>/);
});

test('a page without translations stays English', () => {
  assert.match(buildWebviewHtml({ ...page, l10nContents: undefined }), /data-l10n="\{\}"/);
});
