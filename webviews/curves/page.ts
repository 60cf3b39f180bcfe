import { t } from '@vscode/l10n';
import type { CurvesApi } from '../../src/contracts/curves.ts';
import type { Client } from '../../src/contracts/rpc.ts';
import type { RunManifest } from '../../src/contracts/run.ts';
import { element, setText } from '../shared/element.ts';
import { onDidChangeTheme, readTheme, type Theme } from '../shared/theme.ts';
import { createTabs, type TabsControl } from '../shared/toolkit.ts';
import type { VsCodePort } from '../shared/vscodePort.ts';
import type { XKind } from './chartModel.ts';
import { bestEpochOf, collectCharts } from './collectCharts.ts';
import { exportName, predictionsCsv, trainingCsv } from './exportCsv.ts';
import { exportPng } from './exportPng.ts';
import { collectCards, collectComparison } from './figures.ts';
import { FiguresView } from './figuresView.ts';
import { forecastKind, pickForecast } from './forecasts.ts';
import { ForecastTab } from './forecastTab.ts';
import { collectHeadline } from './headline.ts';
import { HeadlineView } from './headlineView.ts';
import { applyEvent, applySnapshot, forecastsOf, initialState, type PageState } from './pageState.ts';
import type { PlotLook } from './plotLook.ts';
import { SmootherCache } from './smoother.ts';
import { ResultsTab } from './resultsTab.ts';
import { TrainingTab, type TabActions } from './trainingTab.ts';
import { collectHint, collectWaiting } from './waiting.ts';
import { parseViewOptions, type ViewOptions } from './viewOptions.ts';

/** The curves page: keeps the state, and draws it at most once a frame. */
export class CurvesPage {
  readonly #client: Client<CurvesApi>;
  readonly #port: Pick<VsCodePort, 'getState' | 'setState'>;
  readonly #headline = new HeadlineView(() => void this.#stopTraining());
  readonly #figures = new FiguresView();
  readonly #notice = element('p', { class: 'banner', role: 'alert' });
  readonly #waitingText = element('p');
  readonly #waiting = element('div', { class: 'waiting' }, this.#waitingText, element('div', { class: 'busy' }));
  readonly #training: TrainingTab;
  readonly #forecast: ForecastTab;
  readonly #results: ResultsTab;
  readonly #tabs: TabsControl<ViewOptions['tab']>;
  readonly #smoothers = new SmootherCache();
  #state: PageState;
  #theme: Theme = readTheme();
  #looks = new Map<string, PlotLook>();
  #scheduled = false;
  /** What the host wrote into the page, to be read until the script runs. */
  readonly #loading: string;

  constructor(root: HTMLElement, client: Client<CurvesApi>, port: Pick<VsCodePort, 'getState' | 'setState'>) {
    this.#client = client;
    this.#port = port;
    this.#loading = root.textContent.trim();
    this.#state = initialState(parseViewOptions(port.getState()));
    const actions: TabActions = {
      choose: (change) => {
        this.#choose(change);
      },
      exportPng: () => void this.#export('png'),
      exportCsv: () => void this.#export('csv'),
    };
    this.#training = new TrainingTab(actions);
    this.#forecast = new ForecastTab(actions);
    this.#results = new ResultsTab(actions);
    const tabs = [
      { value: 'training', label: t('Training'), content: this.#training.element },
      { value: 'forecast', label: t('Forecast'), content: this.#forecast.element },
      { value: 'results', label: t('Predictions'), content: this.#results.element },
    ] as const;
    this.#tabs = createTabs(t('Curves'), tabs, (tab) => {
      this.#choose({ tab });
    });
    this.#notice.dataset['tone'] = 'error';
    root.replaceChildren(
      element(
        'div',
        { class: 'page' },
        this.#notice,
        this.#headline.element,
        this.#figures.element,
        this.#waiting,
        this.#tabs.element,
      ),
    );
  }

  /** Begins to listen and asks for everything. */
  start(): void {
    this.#client.onEvent((event) => {
      const next = applyEvent(this.#state, event);
      if (next === null) void this.#load();
      else this.#setState(next);
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.#load();
    });
    onDidChangeTheme(() => {
      this.#theme = readTheme();
      this.#looks.clear();
      this.#schedule();
    });
    this.#schedule();
    void this.#load();
  }

  async #load(): Promise<void> {
    try {
      const snapshot = await this.#client.request('ready', null);
      const isOther = this.#state.run !== null && this.#state.run.id !== snapshot.run.id;
      if (isOther) {
        for (const { group } of [this.#training, this.#forecast]) group.forget();
        this.#results.forget();
      }
      this.#setState(applySnapshot(this.#state, snapshot));
      this.#remember();
    } catch (error) {
      this.#fail(error);
    }
  }

  async #stopTraining(): Promise<void> {
    try {
      await this.#client.request('stopTraining', null);
    } catch (error) {
      this.#headline.stopFailed();
      this.#fail(error);
    }
  }

  async #export(extension: 'png' | 'csv'): Promise<void> {
    const { run, options } = this.#state;
    if (run === null) return;
    this.#setState({ ...this.#state, failure: '' });
    try {
      const content = extension === 'csv' ? this.#csv() : await this.#png(run.name);
      if (content === null) return;
      await this.#client.request('exportFile', {
        name: exportName(run.name, shownTab(run, options), extension),
        content,
      });
    } catch (error) {
      this.#fail(error);
    }
  }

  #csv(): Uint8Array {
    const { run, options, history, predictions } = this.#state;
    const training = shownTab(run, options) === 'training' || predictions === null;
    return new TextEncoder().encode(training ? trainingCsv(history) : predictionsCsv(predictions));
  }

  async #png(title: string): Promise<Uint8Array | null> {
    const { run, history, options } = this.#state;
    const { group } = shownTab(run, options) === 'training' ? this.#training : this.#forecast;
    const { frame } = group;
    const charts = group.boxes().filter(({ chart }) => chart.curves.length > 0);
    if (run === null || frame === null || charts.length === 0) return null;
    const { status, facts } = collectHeadline(run, history);
    return exportPng({ title, subtitle: [status, ...facts].join(' · '), charts, frame });
  }

  #fail(error: unknown): void {
    const failure = error instanceof Error ? error.message : String(error);
    this.#setState({ ...this.#state, failure });
  }

  #choose(change: Partial<ViewOptions>): void {
    this.#setState({ ...this.#state, options: { ...this.#state.options, ...change } });
    this.#remember();
  }

  #remember(): void {
    const { run, options } = this.#state;
    if (run !== null) this.#port.setState({ runId: run.id, ...options });
  }

  #setState(state: PageState): void {
    this.#state = state;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#render();
    });
  }

  #render(): void {
    const { run, history, failure } = this.#state;
    this.#notice.hidden = failure === '';
    setText(this.#notice, failure);
    this.#headline.element.hidden = run === null;
    if (run !== null) {
      this.#headline.show(collectHeadline(run, history));
      this.#figures.show({
        cards: collectCards(run, history),
        comparison: collectComparison(run.evaluation),
        expectations: run.expectations ?? [],
        warnings: run.evaluation?.warnings ?? [],
        hint: collectHint(run, history),
      });
    }
    const waiting = failure !== '' && run === null ? '' : collectWaiting(run, history, this.#loading);
    const isEmpty = history.version === 0;
    this.#waiting.hidden = waiting === '';
    setText(this.#waitingText, waiting);
    this.#tabs.element.hidden = isEmpty;
    if (!isEmpty) this.#renderTab();
  }

  #renderTab(): void {
    const { run, history, options } = this.#state;
    if (run === null) return;
    const tab = shownTab(run, options);
    this.#tabs.showTabs(tabsOf(run));
    this.#tabs.show(tab);
    switch (tab) {
      case 'training': {
        const [running, bestEpoch] = [run.status === 'running', bestEpochOf(history, run.bestEpoch)];
        const { task } = run;
        const charts = collectCharts({ task, history, options, smoothers: this.#smoothers, running, bestEpoch });
        this.#training.show(charts, this.#look(options.axis, options.logX, options.logY), options);
        return;
      }
      case 'forecast':
        this.#renderForecast(run);
        return;
      case 'results':
        this.#renderResults(run);
    }
  }

  #renderForecast(run: RunManifest): void {
    const { options } = this.#state;
    const forecasts = forecastsOf(this.#state);
    const shown = pickForecast(forecasts, options);
    const look = this.#look(shown === null ? 'row' : forecastKind(shown), false, false);
    const empty =
      run.status === 'running' ? t('The forecast is made when training ends.') : t('This run has no forecast.');
    this.#forecast.show(forecasts, look, options, empty);
  }

  #renderResults(run: RunManifest): void {
    const { predictions, options } = this.#state;
    const examples = predictions?.type === 'examples' ? predictions.examples : [];
    const waiting =
      run.status === 'running' ? t('Predictions are made when training ends.') : t('This run has no predictions.');
    const empty = examples.length === 0 ? waiting : '';
    this.#results.show({ task: run.task, examples, classes: run.evaluation?.classes ?? null, options, empty });
  }

  /** The same look is the same object, so that charts know when they may go on with the plot they have. */
  #look(kind: XKind, logX: boolean, logY: boolean): PlotLook {
    const key = [kind, logX, logY].join();
    const look = this.#looks.get(key) ?? { kind, logX, logY, theme: this.#theme, scale: 1 };
    this.#looks.set(key, look);
    return look;
  }
}

/** Forecasts are curves; what other tasks predict stands in tables. */
function tabsOf({ task }: RunManifest): readonly ViewOptions['tab'][] {
  return ['training', task === 'forecasting' ? 'forecast' : 'results'];
}

/** The tab that was chosen, or what this run has in its place. */
function shownTab(run: RunManifest | null, { tab }: ViewOptions): ViewOptions['tab'] {
  if (run === null || tab === 'training') return 'training';
  return run.task === 'forecasting' ? 'forecast' : 'results';
}
