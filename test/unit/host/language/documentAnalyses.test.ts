import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextDocument } from 'vscode';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { DocumentAnalyses } from '../../../../src/host/language/documentAnalyses.ts';

function openDocument(text: string): { -readonly [K in keyof TextDocument]: TextDocument[K] } {
  const document = { version: 1, fileName: '/specs/a.lstm.json', isClosed: false, getText: () => text };
  // The part of a document that analysis reads.
  return document as TextDocument;
}

function countCalls(): { readonly analyses: DocumentAnalyses; readonly texts: string[] } {
  const texts: string[] = [];
  const analyses = new DocumentAnalyses((text, fileName) => {
    texts.push(`${fileName}: ${text}`);
    return analyse(text, fileName);
  });
  return { analyses, texts };
}

test('one version of a document is analysed once, whoever asks', async () => {
  const { analyses, texts } = countCalls();
  const document = openDocument('{}');
  const [first, second] = await Promise.all([analyses.of(document), analyses.ifStill(document)]);
  assert.equal(first, second);
  assert.deepEqual(texts, ['a.lstm.json: {}']);
});

test('a new version is analysed anew', async () => {
  const { analyses, texts } = countCalls();
  const document = openDocument('{}');
  await analyses.of(document);
  document.version = 2;
  await analyses.of(document);
  assert.equal(texts.length, 2);
});

test('an answer about a text that has changed meanwhile is dropped', async () => {
  const { analyses } = countCalls();
  const document = openDocument('{}');
  const answer = analyses.ifStill(document);
  document.version = 2;
  assert.equal(await answer, undefined);
});

test('an answer about a document that was closed is dropped', async () => {
  const { analyses } = countCalls();
  const document = openDocument('{}');
  const answer = analyses.ifStill(document);
  document.isClosed = true;
  assert.equal(await answer, undefined);
});
