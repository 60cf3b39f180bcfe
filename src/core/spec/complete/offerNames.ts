import { t } from '@vscode/l10n';
import type { ASTNode } from 'vscode-json-languageservice';
import type { ColumnFacts, ColumnKind } from '../../data/facts/dataFacts.ts';
import { formatShape } from '../formatShape.ts';
import { nodeAt, valueOf, type Path } from '../jsonDocument.ts';
import { nameKindOf } from '../nameKinds.ts';
import type { Offer } from './completion.ts';
import type { ValueContext } from './valueContext.ts';
import { escapeSnippet } from './snippets.ts';

/** The columns of the file, the layers of the model or the runs beside it, where one of them is to be named. */
export function offerNames(context: ValueContext): readonly Offer[] {
  const { root, path } = context;
  const taken = siblingsOf(root, path);
  switch (nameKindOf(path)) {
    case 'column':
      // A list of columns is named by its key alone: its items are the names.
      return isListOfNames(path) ? [] : columnOffers(context).filter(({ label }) => !taken.has(label));
    case 'layer':
      return layerOffers(context).filter(({ label }) => !taken.has(label));
    case 'run':
      return runOffers(context);
    case 'file':
    case 'address':
    case 'parameter':
    case undefined:
      return [];
  }
}

const listKeys: ReadonlySet<unknown> = new Set(['columns', 'past', 'future']);

function isListOfNames(path: Path): boolean {
  return listKeys.has(path.at(-1));
}

function siblingsOf(root: ASTNode | undefined, path: Path): ReadonlySet<unknown> {
  const list = nodeAt(root, path.slice(0, -1));
  return new Set(list?.type === 'array' ? list.items.map(({ value }) => value) : []);
}

function columnOffers({ root, path, facts }: ValueContext): readonly Offer[] {
  const wanted = wantedKind(root, path);
  return (facts?.columns ?? []).map((column) => ({
    label: column.name,
    kind: 'column',
    insertText: escapeSnippet(JSON.stringify(column.name)),
    detail: columnDetail(column),
    documentation: t('Examples: {0}', column.examples.join(', ')),
    filterText: JSON.stringify(column.name),
    rank: column.kind === wanted ? 0 : 1,
  }));
}

/** The kind of column that a place mostly asks for. */
function wantedKind(root: ASTNode | undefined, path: Path): ColumnKind {
  if (path.at(-1) === 'time') return 'time';
  if (path.at(-1) === 'groupBy') return 'category';
  const type: unknown = valueOf(nodeAt(root, path.slice(0, 2)), 'type')?.value;
  if (type === 'category' || type === 'text') return type;
  return type === 'tags' ? 'text' : 'number';
}

function columnDetail({ kind, missing }: ColumnFacts): string {
  const kinds: Readonly<Record<ColumnKind, string>> = {
    number: t('numbers'),
    time: t('times'),
    category: t('categories'),
    text: t('text'),
  };
  return missing === 0 ? kinds[kind] : t('{0}, {1} missing', kinds[kind], missing);
}

function runOffers({ runs }: ValueContext): readonly Offer[] {
  return runs.map(({ name, detail }) => ({
    label: name,
    kind: 'run',
    insertText: escapeSnippet(JSON.stringify(name)),
    detail,
    filterText: JSON.stringify(name),
  }));
}

/** The layers that have names, for `inputs` the data too. Those above come first. */
function layerOffers({ analysis, root, path }: ValueContext): readonly Offer[] {
  const index = path[0] === 'layers' && typeof path[1] === 'number' ? path[1] : null;
  const own = givenNames(root).filter((layer) => layer.index !== index);
  const shapes = new Map(analysis.layers.map((layer) => [layer.name, formatShape(layer.outputShape)]));
  const names = index === null ? own : [{ name: 'input', index: -1 }, ...own];
  return names.map((layer) => ({
    label: layer.name,
    kind: 'layer',
    insertText: escapeSnippet(JSON.stringify(layer.name)),
    detail: layer.name === 'input' ? t('the data') : (shapes.get(layer.name) ?? ''),
    filterText: JSON.stringify(layer.name),
    rank: index === null || layer.index < index ? 0 : 1,
  }));
}

function givenNames(root: ASTNode | undefined): readonly { readonly name: string; readonly index: number }[] {
  const layers = nodeAt(root, ['layers']);
  const items = layers?.type === 'array' ? layers.items : [];
  return items.flatMap((item, index) => {
    const name = valueOf(item, 'name');
    return name?.type === 'string' && name.value !== '' ? [{ name: name.value, index }] : [];
  });
}
