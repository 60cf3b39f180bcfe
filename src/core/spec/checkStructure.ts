import { t } from '@vscode/l10n';
import { findNodeAtOffset } from 'jsonc-parser';
import type { ASTNode } from 'vscode-json-languageservice';
import type { Problem } from '../../contracts/problem.ts';
import { explainUnknownKey } from './explainUnknownKey.ts';
import { explainValue } from './explainValue.ts';
import { fieldAt } from './fieldAt.ts';
import { pathOf, type Finding, type JsonDocument } from './jsonDocument.ts';
import { buildJsonSchema } from './jsonSchema.ts';
import { problem } from './problem.ts';
import { duplicateKeyCode, isSyntaxCode, syntaxMessage } from './syntaxMessages.ts';

/** Where a text is not JSON, or not of the language: found by the JSON language service, put into words from the table. */
export async function checkStructure(document: JsonDocument): Promise<readonly Problem[]> {
  if (document.tooDeep) return [problem('tooDeep', { start: 0, end: 1 }, t('Nested far deeper than any spec.'))];
  // Descriptions are for other editors; without them nothing here depends on the person's language.
  const schema = buildJsonSchema({ describe: false, named: wordsIn(document.root) });
  const findings = await document.validate(schema);
  const problems = findings.flatMap((finding) => explain(document.root, finding));
  if (document.root !== undefined || problems.length > 0) return problems;
  return [
    problem(
      'notASpec',
      { start: 0, end: 0 },
      t('The file is empty. A spec is an object in braces: { "version": 1, … }.'),
    ),
  ];
}

function explain(root: ASTNode | undefined, finding: Finding): readonly Problem[] {
  const { code, message, range } = finding;
  if (code === duplicateKeyCode) {
    return [
      problem('duplicateKey', range, t('The same key stands here twice. Only the last one would count: keep one.')),
    ];
  }
  if (code !== undefined && isSyntaxCode(code)) return [problem('syntax', range, syntaxMessage(code) ?? message)];
  const explained = explainBreach(root, range.start);
  return explained.length > 0 ? explained : [problem('invalid', range, message)];
}

/** Says in the table's words what is wrong with the token at `offset`. */
function explainBreach(root: ASTNode | undefined, offset: number): readonly Problem[] {
  const node = nodeStartingAt(root, offset);
  if (node === undefined) return [];
  const path = pathOf(node);
  const field = fieldAt(root, path);
  const property = node.parent?.type === 'property' && node.parent.keyNode === node ? node.parent : undefined;
  if (field === undefined) return property === undefined ? [] : explainUnknownKey(root, property.keyNode);
  return explainValue(field, property === undefined ? node : (property.valueNode ?? node), path);
}

function nodeStartingAt(root: ASTNode | undefined, offset: number): ASTNode | undefined {
  // jsonc-parser's search gives nodes of the tree that it is given, which are the service's.
  return root === undefined ? undefined : (findNodeAtOffset(root, offset) as ASTNode | undefined);
}

/** Every text that stands as a value. */
function wordsIn(root: ASTNode | undefined): ReadonlySet<string> {
  const words = new Set<string>();
  const visit = (node: ASTNode): void => {
    if (node.type === 'string') words.add(node.value);
    for (const child of node.children ?? []) visit(child);
  };
  if (root !== undefined) visit(root);
  return words;
}
