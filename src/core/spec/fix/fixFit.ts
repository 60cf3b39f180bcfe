import { t } from '@vscode/l10n';
import { fieldAt } from '../fieldAt.ts';
import { nodeAt, pathOf, valueOf } from '../jsonDocument.ts';
import { appendItem, propertyOf, removeNode, replaceNode, writeJson } from '../jsonEdits.ts';
import { variantName } from '../jsonSchema.ts';
import { sampleObject } from '../sampleValue.ts';
import { fittingVariants } from '../complete/fittingWords.ts';
import { valueNodeOf, type Remedy, type Trouble } from './fix.ts';
import { fixSuggested } from './fixSuggested.ts';
import { setValue } from './setValue.ts';

/** A metric that does not measure the task: leaves the list; as a figure to watch it gives way to the loss. */
export function fixMetric(trouble: Trouble): readonly Remedy[] {
  const { text, root, path } = trouble;
  const node = valueNodeOf(trouble);
  const suggested = fixSuggested(trouble);
  if (node.parent?.type === 'array') {
    const isOnly = node.parent.items.length === 1;
    const gone = isOnly ? propertyOf(node.parent) : node;
    if (gone === undefined) return suggested;
    return [
      ...suggested,
      {
        title: t('Remove {0}', writeJson(node.value)),
        edits: removeNode(text, gone),
        preferred: suggested.length === 0,
      },
    ];
  }
  const edits = setValue(
    text,
    root,
    path.at(-1) === 'monitor' || path.at(-1) === 'objective' ? path : [...path, 'monitor'],
    'validationLoss',
  );
  return edits === null ? [] : [{ title: t('Monitor "{0}"', 'validationLoss'), edits, preferred: true }];
}

/** A target that cannot be learned from the input: each that can. */
export function fixTask({ root, facts }: Trouble): readonly Remedy[] {
  const path = ['data', 'target'];
  const node = nodeAt(root, path);
  const variants = fieldAt(root, path)?.anyOf;
  if (node?.type !== 'object' || variants === undefined) return [];
  return fittingVariants(variants, path, root).map((variant, index) => {
    const kept = Object.fromEntries(
      node.properties.flatMap(({ keyNode, valueNode }) =>
        keyNode.value === 'column' &&
        variant.properties?.['column'] !== undefined &&
        typeof valueNode?.value === 'string'
          ? [['column', valueNode.value]]
          : [],
      ),
    );
    const json = writeJson({
      type: variantName(variant),
      ...sampleObject(variant, path, { root, facts }, new Set(['type', ...Object.keys(kept)])),
      ...kept,
    });
    return { title: t('Change to {0}', json), edits: [replaceNode(node, json)], preferred: index === 0 };
  });
}

/**
 * An input that recursion would have to know in advance: it is forecast too, where it is no covariate, or all steps are
 * forecast at once.
 */
export function fixRecursion({ text, root, node, path }: Trouble): readonly Remedy[] {
  const columns = nodeAt(root, ['data', 'target', 'columns']);
  const isCovariate = path.includes('covariates');
  const forecast: readonly Remedy[] =
    isCovariate || columns?.type !== 'array'
      ? []
      : [
          {
            title: t('Forecast "{0}" too', String(node.value)),
            edits: appendItem(text, columns, writeJson(node.value)),
            preferred: true,
          },
        ];
  const strategy = nodeAt(root, ['data', 'target', 'strategy']);
  if (strategy === undefined) return forecast;
  const title = t('Change to {0}', '"strategy": "direct"');
  return [...forecast, { title, edits: [replaceNode(strategy, '"direct"')], preferred: forecast.length === 0 }];
}

/** A split, or folds, for which neighbours in time leak: those in the order of time. */
export function fixLeak(trouble: Trouble): readonly Remedy[] {
  const node = valueNodeOf(trouble);
  const object = node.parent?.parent;
  if (object?.type !== 'object' || node.type !== 'string') return [];
  const path = pathOf(object);
  const name = path[0] === 'search' ? 'timeSeries' : path[0] === 'data' ? 'time' : '';
  const variant = fieldAt(trouble.root, path)?.anyOf?.find((one) => variantName(one) === name);
  if (variant === undefined) return [];
  const kept = object.properties.filter(
    ({ keyNode }) => keyNode.value !== 'type' && variant.properties?.[keyNode.value] !== undefined,
  );
  const pairs = kept.map((property) => `, ${trouble.text.slice(property.offset, property.offset + property.length)}`);
  const json = `{ "type": "${name}"${pairs.join('')} }`;
  return [{ title: t('Change to {0}', JSON.stringify(name)), edits: [replaceNode(object, json)], preferred: true }];
}

/** A calendar without times: the column of times of the file, or no calendar. */
export function fixCalendar(trouble: Trouble): readonly Remedy[] {
  const { text, root, node, facts } = trouble;
  const time = facts?.columns.find(({ kind }) => kind === 'time')?.name;
  const edits = time === undefined ? null : setValue(text, root, ['data', 'time'], time);
  const named = edits === null ? [] : [{ title: t('Add {0}', `"time": ${writeJson(time)}`), edits, preferred: true }];
  const property = propertyOf(node);
  if (property === undefined) return named;
  return [
    ...named,
    {
      title: t('Remove "{0}"', property.keyNode.value),
      edits: removeNode(text, property),
      preferred: named.length === 0,
    },
  ];
}

/** An item that has no place in its list; with the last one the list goes. */
export function removeItem({ text, node }: Trouble): readonly Remedy[] {
  let item = node;
  while (item.parent !== undefined && item.parent.type !== 'array') item = item.parent;
  const list = item.parent;
  if (list?.type !== 'array') return [];
  const gone = list.items.length === 1 ? propertyOf(list) : item;
  return gone === undefined ? [] : [{ title: t('Remove it here'), edits: removeNode(text, gone), preferred: true }];
}

/** The direction in which a figure gets better. */
export function fixDirection({ text, root, problem }: Trouble): readonly Remedy[] {
  const { suggestion } = problem;
  const edits = suggestion === undefined ? null : setValue(text, root, ['search', 'direction'], suggestion);
  return edits === null ? [] : [{ title: t('Set {0}', `"direction": "${suggestion ?? ''}"`), edits, preferred: true }];
}

/** A path of the search that the spec does not have. */
export function fixParameter({ text, node, problem }: Trouble): readonly Remedy[] {
  const property = propertyOf(node);
  if (property === undefined) return [];
  const { suggestion } = problem;
  const isTaken = suggestion !== undefined && valueOf(property.parent, suggestion) !== undefined;
  const meant =
    suggestion === undefined || isTaken
      ? []
      : [
          {
            title: t('Change to {0}', JSON.stringify(suggestion)),
            edits: [replaceNode(property.keyNode, JSON.stringify(suggestion))],
            preferred: true,
          },
        ];
  const siblings = property.parent?.type === 'object' ? property.parent.properties.length : 0;
  return siblings < 2
    ? meant
    : [...meant, { title: t('Remove "{0}"', property.keyNode.value), edits: removeNode(text, property) }];
}

/** A probe that says twice what it watches, or not at all. */
export function fixProbe({ text, root, path, problem }: Trouble): readonly Remedy[] {
  const [section, index, key] = path;
  if (section !== 'probes' || typeof index !== 'number') return [];
  if (problem.suggestion === 'select') {
    const edits = setValue(text, root, ['probes', index, 'select'], 'worst');
    return edits === null ? [] : [{ title: t('Add {0}', '"select": "worst"'), edits, preferred: true }];
  }
  const rows = nodeAt(root, ['probes', index, 'rows']);
  const others = ['select', 'text', 'rows'].filter(
    (way) => way !== key && nodeAt(root, ['probes', index, way]) !== undefined,
  );
  const property = nodeAt(root, path.slice(0, 3))?.parent;
  if (others.length > 0 && property?.type === 'property')
    return [{ title: t('Remove "{0}"', String(key)), edits: removeNode(text, property), preferred: true }];
  if (key !== 'rows' || rows?.type !== 'array') return [];
  const [from, to] = rows.items.map(({ value }) => Number(value));
  if (from === undefined || to === undefined) return [];
  const turned = from > to ? [to, from] : [from, from + 1];
  return [
    { title: t('Change to {0}', writeJson(turned)), edits: [replaceNode(rows, writeJson(turned))], preferred: true },
  ];
}
