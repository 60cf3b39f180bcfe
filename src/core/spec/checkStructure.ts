import { t } from '@vscode/l10n';
import type { Problem } from '../../contracts/problem.ts';
import { checkFields } from './checkFields.ts';
import type { Finding, JsonDocument } from './jsonDocument.ts';
import { problem } from './problem.ts';
import { duplicateKeyCode, syntaxMessage } from './syntaxMessages.ts';

/** Where a text is not JSON, or not of the language: nothing of what it means. */
export async function checkStructure(document: JsonDocument): Promise<readonly Problem[]> {
  if (document.tooDeep) return [problem('tooDeep', { start: 0, end: 1 }, t('Nested far deeper than any spec.'))];
  const syntax = (await document.syntaxFindings()).map(explainSyntax);
  if (document.root !== undefined) return [...syntax, ...checkFields(document.root)];
  if (syntax.length > 0) return syntax;
  const text = t('The file is empty. A spec is an object in braces: { "version": 1, … }.');
  return [problem('notASpec', { start: 0, end: 0 }, text)];
}

function explainSyntax({ code, message, range }: Finding): Problem {
  if (code !== duplicateKeyCode) return problem('syntax', range, syntaxMessage(code) ?? message);
  return problem('duplicateKey', range, t('The same key stands here twice. Only the last one would count: keep one.'));
}
