import { t } from '@vscode/l10n';
import { describeBaseline } from '../../contracts/baselineTexts.ts';
import type { Evaluation } from '../../contracts/evaluation.ts';
import { formatFigure } from '../../contracts/formatFigure.ts';
import type { Task } from '../../contracts/plan.ts';
import type { Expectation } from '../../contracts/run.ts';
import type { AssertionPlan, Comparison } from '../../contracts/searchPlan.ts';
import type { EpochFigures } from '../../contracts/training.ts';
import { compareFigures, describeFigures } from './baselineWarnings.ts';
import { comparedMetrics } from './comparedMetrics.ts';
import { figureOf } from './monitorParts.ts';

/** What a trained model is held against. */
export interface Achieved {
  readonly task: Task;
  /** What the epoch measured whose weights were kept; `null` where no epoch was finished. */
  readonly kept: EpochFigures | null;
  /** `null` where a person has stopped it. */
  readonly evaluation: Evaluation | null;
}

/**
 * Checks what a spec's `assert` expects of a trained model. Figures are those of the epoch whose weights were kept; a
 * baseline is beaten by a model that is better than it in every metric by which the task's models are compared with it.
 * What was not measured is not met.
 */
export function checkExpectations(plans: readonly AssertionPlan[], achieved: Achieved): readonly Expectation[] {
  return plans.map((plan) =>
    plan.kind === 'figure' ? checkFigure(plan, achieved.kept) : checkBaseline(plan, achieved),
  );
}

type FigurePlan = AssertionPlan & { readonly kind: 'figure' };
type BaselinePlan = AssertionPlan & { readonly kind: 'beats' };

function checkFigure({ figure, operator, value: bound }: FigurePlan, kept: EpochFigures | null): Expectation {
  const text = `${figure} ${operator} ${String(bound)}`;
  const value = kept === null ? undefined : figureOf(figure, kept);
  // Files and messages know no NaN: it may come as null.
  if (!Number.isFinite(value ?? NaN)) return { text, met: false, found: t('it was not measured') };
  return { text, met: holds(value ?? NaN, operator, bound), found: formatFigure(value) };
}

function holds(value: number, operator: Comparison, bound: number): boolean {
  switch (operator) {
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
  }
}

function checkBaseline({ baseline: name }: BaselinePlan, { task, evaluation }: Achieved): Expectation {
  const text = `beats: ${name}`;
  const model = evaluation?.test ?? evaluation?.validation ?? null;
  const baseline = evaluation?.baselines[name];
  if (model === null || baseline === undefined) return { text, met: false, found: t('it was not measured') };
  const { won, lost } = compareFigures(model, baseline, comparedMetrics(task));
  const told = lost.length > 0 ? lost : won;
  return {
    text,
    met: lost.length === 0 && won.length > 0,
    found:
      told.length === 0
        ? t('nothing compares the model with the {0}', describeBaseline(name))
        : describeFigures(told, model, baseline),
  };
}
