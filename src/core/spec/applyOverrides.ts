import { t } from '@vscode/l10n';
import { applyEdits, modify, parse, type ParseError } from 'jsonc-parser';
import { UserError } from '../../contracts/userError.ts';
import { fieldAt } from './fieldAt.ts';
import { nodeAt, parseDocument, type Path } from './jsonDocument.ts';
import { parsePath } from './parsePath.ts';

/**
 * Writes `path=value` settings, as `training.epochs=3` or `layers[0].units=8`, into a spec's text; comments stay.
 * A value that is not JSON is text. Throws a UserError for a path that cannot be written.
 */
export function applyOverrides(text: string, overrides: readonly string[]): string {
  return overrides.reduce(applyOverride, text);
}

function applyOverride(text: string, override: string): string {
  const equals = override.indexOf('=');
  if (equals < 0) throw badSetting(override, t('it has the form path=value'));
  const path = parsePath(override.slice(0, equals).trim());
  if (path === undefined) throw badSetting(override, t('a path looks like layers[0].units'));
  const before = expandVariants(text, path);
  requireParents(override, before, path);
  return write(before, path, parseValue(override.slice(equals + 1)));
}

/** A text that is not JSON stays as it is: its analysis tells what is wrong with it. */
function write(text: string, path: Path, value: unknown): string {
  const errors: ParseError[] = [];
  parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0) return text;
  // The copy is only because jsonc-parser asks for a mutable array.
  return applyEdits(text, modify(text, [...path], value, { formattingOptions }));
}

/** Writes bare words, and defaults that were left out, as objects with a `type`, so that their keys can be set. */
function expandVariants(text: string, path: Path): string {
  return path.slice(0, -1).reduce<string>((before, _, depth) => {
    const parent = path.slice(0, depth + 1);
    const root = parseDocument(before).root;
    const field = fieldAt(root, parent);
    const node = nodeAt(root, parent);
    const type = node === undefined ? typeOfDefault(field?.default) : node.value;
    if (field?.anyOf === undefined || (node !== undefined && node.type !== 'string')) return before;
    return typeof type === 'string' ? write(before, parent, { type }) : before;
  }, text);
}

function typeOfDefault(preset: unknown): unknown {
  return typeof preset === 'object' && preset !== null && 'type' in preset ? preset.type : preset;
}

const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };

/** Objects on the way are made where they are absent; items of lists and plain values cannot be. */
function requireParents(override: string, text: string, path: Path): void {
  const root = parseDocument(text).root;
  if (root?.type !== 'object') throw badSetting(override, t('the spec is not an object'));
  for (const [depth, step] of path.entries()) {
    const parent = nodeAt(root, path.slice(0, depth));
    const node = nodeAt(root, path.slice(0, depth + 1));
    const fits = typeof step === 'number' ? node !== undefined : parent === undefined || parent.type === 'object';
    if (!fits) throw badSetting(override, t('the spec has no "{0}"', formatPath(path.slice(0, depth + 1))));
  }
}

function parseValue(value: string): unknown {
  const errors: ParseError[] = [];
  const parsed: unknown = parse(value, errors);
  return errors.length > 0 || parsed === undefined ? value : parsed;
}

function formatPath(path: Path): string {
  return path.reduce<string>((whole, step) => {
    if (typeof step === 'number') return `${whole}[${String(step)}]`;
    return whole === '' ? step : `${whole}.${step}`;
  }, '');
}

function badSetting(override: string, reason: string): UserError {
  return new UserError(t('The setting "{0}" cannot be applied: {1}.', override, reason));
}
