import { t } from '@vscode/l10n';
import type { Forecast } from '../../src/contracts/evaluation.ts';
import { element, setText } from '../shared/element.ts';
import { formatCount } from '../shared/formatNumber.ts';
import { createCheckbox, createDropdown, type Choice, type Control, type DropdownControl } from '../shared/toolkit.ts';
import { ChartGroup, type ShownRange } from './chartGroup.ts';
import type { ChartModel } from './chartModel.ts';
import { collectChoices, collectForecastCharts, isDaily, pickForecast } from './forecasts.ts';
import { OverviewView } from './overviewView.ts';
import type { PlotLook } from './plotLook.ts';
import { createHideableButton, labelled, makeToolbar, type TabActions } from './trainingTab.ts';
import type { ViewOptions } from './viewOptions.ts';
import { isSameSpan, spanOfLast } from './visibleRange.ts';

/** So many points are shown at first: more of them, with a season each, would be a mere blot. */
const FIRST_POINTS = 150;

/** The tab that lays the forecast over the truth. */
export class ForecastTab {
  readonly element: HTMLElement;
  readonly group: ChartGroup;
  readonly #split: DropdownControl;
  readonly #series: DropdownControl;
  readonly #seriesLabel: HTMLElement;
  readonly #column: DropdownControl;
  readonly #step: DropdownControl;
  readonly #residuals: Control<boolean>;
  readonly #toolbar: HTMLElement;
  readonly #all: Control<boolean>;
  readonly #latest: Control<boolean>;
  readonly #overview: OverviewView;
  readonly #empty = element('p', { class: 'empty-tab' });
  #shown: Forecast | null = null;
  #charts: readonly ChartModel[] = [];

  constructor(actions: TabActions) {
    const { choose } = actions;
    this.#split = createDropdown(t('Split'), (value) => {
      choose({ split: value === 'validation' ? 'validation' : 'test' });
    });
    this.#series = createDropdown(t('Series'), (group) => {
      choose({ group });
    });
    this.#seriesLabel = labelled(t('Series'), this.#series.element);
    this.#column = createDropdown(t('Column'), (column) => {
      choose({ column });
    });
    this.#step = createDropdown(t('Steps ahead'), (value) => {
      choose({ horizonStep: Number(value) });
    });
    this.#residuals = createCheckbox(t('Residuals'), (residuals) => {
      choose({ residuals });
    });
    this.group = new ChartGroup((range) => {
      this.#showRange(range);
    });
    const { showAll, showSpan, resetZoom } = this.group;
    this.#all = createHideableButton(t('Show all'), t('Show the whole forecast'), showAll);
    const hint = t('Show the end of the forecast, as at first (0, or double click on a chart)');
    this.#latest = createHideableButton(t('Show latest'), hint, resetZoom);
    this.#overview = new OverviewView({ onSpan: showSpan, onAll: showAll, onReset: resetZoom });
    const controls = [
      labelled(t('Split'), this.#split.element),
      this.#seriesLabel,
      labelled(t('Column'), this.#column.element),
      labelled(t('Steps ahead'), this.#step.element),
      element('div', { class: 'checks' }, this.#residuals.element),
    ];
    this.#toolbar = makeToolbar(controls, [this.#all.element, this.#latest.element], actions);
    this.element = element(
      'div',
      { class: 'tab' },
      this.#toolbar,
      this.#empty,
      this.group.element,
      this.#overview.element,
    );
  }

  /** Shows the chosen one of `forecasts`; `empty` says why there is none. */
  show(forecasts: readonly Forecast[], look: PlotLook, options: ViewOptions, empty: string): void {
    const forecast = pickForecast(forecasts, options);
    this.#toolbar.hidden = forecast === null;
    this.group.element.hidden = forecast === null;
    this.#empty.hidden = forecast !== null;
    setText(this.#empty, empty);
    if (forecast === null) {
      this.#overview.element.hidden = true;
      return;
    }
    if (this.#shown?.split !== forecast.split || (this.#shown.times === null) !== (forecast.times === null)) {
      this.group.forget();
    }
    this.#shown = forecast;
    this.#showChoices(forecasts, forecast);
    this.#residuals.show(options.residuals);
    this.#charts = collectForecastCharts(forecast, options.residuals);
    const home = spanOfLast(forecast.times ?? forecast.rows, FIRST_POINTS);
    this.#overview.element.hidden = home === null;
    this.group.update(this.#charts, look, isDaily(forecast), home);
  }

  #showRange({ span, full, isHome }: ShownRange): void {
    this.#all.show(!isSameSpan(span, full));
    // Where everything was shown at first, there is no other end to go back to.
    this.#latest.show(!isHome && !this.#overview.element.hidden);
    const curve = this.#charts[0]?.curves[0];
    const { frame } = this.group;
    if (curve !== undefined && frame !== null) {
      this.#overview.show({ curve, look: frame.look, span, full, daily: frame.daily });
    }
  }

  #showChoices(forecasts: readonly Forecast[], shown: Forecast): void {
    const { splits, groups, columns, steps } = collectChoices(forecasts, shown);
    this.#split.setChoices(splits.map((split) => ({ value: split, label: splitLabel(split) })));
    this.#series.setChoices(groups.map((group): Choice<string> => ({ value: group, label: group })));
    this.#seriesLabel.hidden = groups.length === 0;
    this.#column.setChoices(columns.map((column): Choice<string> => ({ value: column, label: column })));
    this.#step.setChoices(steps.map((step) => ({ value: String(step), label: formatCount(step) })));
    this.#split.show(shown.split);
    if (shown.group !== undefined) this.#series.show(shown.group);
    this.#column.show(shown.column);
    this.#step.show(String(shown.step));
  }
}

function splitLabel(split: Forecast['split']): string {
  return split === 'test' ? t('Test') : t('Validation');
}
