import { Type, type Static } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { data } from './dataTable.ts';
import { kind, object, text, type Field } from './field.ts';
import { layer, layers } from './layerTable.ts';
import { optimizer } from './optimizerTable.ts';
import { assertions, probes } from './probeTable.ts';
import { search } from './searchTable.ts';
import { training } from './trainingTable.ts';

const spec = object(
  {
    $schema: Type.Optional(
      text({
        about: {
          notes: () => ({
            meaning: t('Address of a JSON Schema, for editors that do not know this language. Has no effect here.'),
            absent: t('none'),
          }),
        },
      }),
    ),
    version: kind(1, {
      about: { notes: () => ({ meaning: t('Version of the language that the spec is written in.') }) },
    }),
    name: Type.Optional(
      text({
        maxLength: 200,
        about: {
          impact: 'low',
          notes: () => ({ meaning: t('Title of the model for people.'), absent: t('the name of the file') }),
        },
      }),
    ),
    data,
    layers,
    training,
    search,
    probes,
    assert: assertions,
  },
  { about: { notes: () => ({ meaning: t('A sequence model: its data, its layers, and how they learn.') }) } },
);

/**
 * The language: every key with its type, range, default and explanation. Static types, the JSON Schema, validation,
 * hover and completion all come from this one table. It describes a spec with every default written out; a document
 * may leave out what has one.
 */
export const specTable: Field = spec;

/** Sections with every default written out; optional keys are those whose absence means something. */
export type DataSpec = Static<typeof data>;
export type LayerSpec = Static<typeof layer>;
/** A layer inside timeDistributed. */
export type InnerLayerSpec = Extract<LayerSpec, { readonly type: 'timeDistributed' }>['layer'];
export type TrainingSpec = Static<typeof training>;
export type SearchSpec = Static<typeof search>;
export type ProbeSpec = Static<typeof probes>[number];
export type OptimizerSpec = Static<typeof optimizer>;
