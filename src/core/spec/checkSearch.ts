import { t } from '@vscode/l10n';
import type { ASTNode } from 'vscode-json-languageservice';
import { higherIsBetter } from '../../contracts/metricTexts.ts';
import { partsOf } from '../metrics/monitorParts.ts';
import { checkMonitor, type Measured } from './checkTraining.ts';
import { fieldAt } from './fieldAt.ts';
import { rangeText, typeText, wordList } from './fieldTexts.ts';
import { nodeAt, type Path } from './jsonDocument.ts';
import { parsePath } from './parsePath.ts';
import { remark, type Remark } from './remark.ts';
import { nearestWord } from './suggest.ts';
import type { Field } from './table/field.ts';
import type { SearchSpec } from './table/specTable.ts';

type Space = SearchSpec['parameters'][string];

/** What cannot be right about a search: figures, paths and values that do not exist in the spec. */
export function checkSearch(root: ASTNode | undefined, search: SearchSpec, measured: Measured): readonly Remark[] {
  return [
    ...checkMonitor(search.objective, ['search', 'objective'], measured),
    ...checkDirection(search),
    ...Object.entries(search.parameters).flatMap(([path, space]) => checkParameter(root, path, space)),
    ...checkFolds(search, measured),
  ];
}

function checkDirection({ objective, direction }: SearchSpec): readonly Remark[] {
  const { metric } = partsOf(objective);
  const wanted = metric !== null && higherIsBetter(metric) ? 'maximize' : 'minimize';
  if (direction === wanted) return [];
  const text = t('The best "{0}" is found with "{1}": this would search for the worst model.', objective, wanted);
  return [{ ...remark('directionUnfit', ['search', 'direction'], text, 'warning'), suggestion: wanted }];
}

function checkFolds({ crossValidation }: SearchSpec, { data }: Measured): readonly Remark[] {
  if (crossValidation?.type !== 'kFold' || data?.input.type !== 'timeseries') return [];
  const text = t('Folds of a series train on rows later than those that judge them: use "timeSeries".');
  return [
    { ...remark('splitLeaks', ['search', 'crossValidation', 'type'], text, 'warning'), suggestion: 'timeSeries' },
  ];
}

function checkParameter(root: ASTNode | undefined, path: string, space: Space): readonly Remark[] {
  const place = ['search', 'parameters', path];
  const steps = parsePath(path);
  const field = steps === undefined ? undefined : fieldAt(root, steps);
  if (steps === undefined || field === undefined || !standsInSpec(root, steps)) {
    return [unknownParameter(root, path, steps, place)];
  }
  const incomplete = incompleteSpace(space, place);
  return incomplete.length > 0 ? incomplete : unfitValues(field, space, place);
}

/** Objects may be left to their defaults; items of lists must be there. */
function standsInSpec(root: ASTNode | undefined, steps: Path): boolean {
  return steps.every(
    (step, depth) => typeof step === 'string' || nodeAt(root, steps.slice(0, depth + 1)) !== undefined,
  );
}

function unknownParameter(root: ASTNode | undefined, path: string, steps: Path | undefined, place: Path): Remark {
  const parent = steps === undefined ? undefined : fieldAt(root, steps.slice(0, -1));
  const last = steps?.at(-1);
  const keys = Object.keys(variantOf(parent, root, steps)?.properties ?? {});
  const near = typeof last === 'string' ? nearestWord(last, keys) : undefined;
  const text =
    near === undefined
      ? t('This spec has no "{0}". A path looks like {1}.', path, 'layers[0].units')
      : t('This spec has no "{0}". Did you mean "{1}"?', path, path.slice(0, path.length - String(last).length) + near);
  const remarkHere = remark('parameterUnknown', place, text);
  return near === undefined ? remarkHere : { ...remarkHere, suggestion: path.replace(/[^.]*$/, near) };
}

function variantOf(field: Field | undefined, root: ASTNode | undefined, steps: Path | undefined): Field | undefined {
  const type = steps === undefined ? undefined : nodeAt(root, [...steps.slice(0, -1), 'type'])?.value;
  return field?.anyOf?.find((variant) => variant.properties?.['type']?.const === type) ?? field;
}

function incompleteSpace({ space, values, min, max }: Space, place: Path): readonly Remark[] {
  if (space === 'choice') {
    if (values !== undefined) return [];
    return [remark('spaceIncomplete', [...place, 'space'], t('"choice" needs the "values" to choose from.'))];
  }
  if (min === undefined || max === undefined) {
    return [remark('spaceIncomplete', [...place, 'space'], t('"{0}" needs "min" and "max".', space))];
  }
  if (min >= max) return [remark('spaceIncomplete', [...place, 'max'], t('"max" must be above "min".'))];
  if (space !== 'logUniform' || min > 0) return [];
  return [remark('spaceIncomplete', [...place, 'min'], t('Powers of ten are above 0: "min" must be, too.'))];
}

function unfitValues(field: Field, { space, values = [], min, max }: Space, place: Path): readonly Remark[] {
  if (space !== 'choice') {
    if (field.type !== 'integer' && field.type !== 'number') {
      return [remark('spaceUnfit', [...place, 'space'], t('This key takes {0}: use "choice".', typeText(field)))];
    }
    return (['min', 'max'] as const).flatMap((key) => {
      const value = key === 'min' ? min : max;
      return value === undefined ? [] : unfitValue(field, value, [...place, key]);
    });
  }
  return values.flatMap((value, index) => unfitValue(field, value, [...place, 'values', index]));
}

function unfitValue(field: Field, value: unknown, place: Path): readonly Remark[] {
  const words = field.enum ?? field.anyOf?.map((variant) => String(variant.properties?.['type']?.const));
  if (words !== undefined && typeof value === 'string' && !words.includes(value)) {
    return [remark('spaceUnfit', place, t('This key takes one of {0}.', wordList(words)))];
  }
  if (field.type === 'integer' || field.type === 'number') return unfitNumber(field, value, place);
  const isFit = field.type === undefined || typeof value === jsType(field.type);
  return isFit ? [] : [remark('spaceUnfit', place, t('This key takes {0}.', typeText(field)))];
}

function jsType(type: NonNullable<Field['type']>): string {
  return type === 'array' || type === 'object' ? 'object' : type === 'integer' ? 'number' : type;
}

function unfitNumber(field: Field, value: unknown, place: Path): readonly Remark[] {
  if (typeof value !== 'number' || (field.type === 'integer' && !Number.isInteger(value))) {
    return [remark('spaceUnfit', place, t('This key takes {0}.', typeText(field)))];
  }
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = field;
  const isIn = value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum;
  return isIn ? [] : [remark('spaceUnfit', place, t('This key must be {0}.', rangeText(field)))];
}
