import { t } from '@vscode/l10n';
import { replaceNode, writeJson } from '../jsonEdits.ts';
import { valueNodeOf, type Remedy, type Trouble } from './fix.ts';

/** A text for which a better one is known. */
export function fixSuggested(trouble: Trouble): readonly Remedy[] {
  const node = valueNodeOf(trouble);
  const { suggestion } = trouble.problem;
  if (suggestion === undefined || node.type !== 'string') return [];
  const json = writeJson(suggestion);
  return [{ title: t('Change to {0}', json), edits: [replaceNode(node, json)], preferred: true }];
}
