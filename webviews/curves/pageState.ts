import type { CurvesApi, CurvesSnapshot } from '../../src/contracts/curves.ts';
import type { Forecast } from '../../src/contracts/evaluation.ts';
import type { Predictions } from '../../src/contracts/predictions.ts';
import type { EventOf } from '../../src/contracts/rpc.ts';
import type { RunManifest } from '../../src/contracts/run.ts';
import { History } from './history.ts';
import type { ViewOptions } from './viewOptions.ts';

/** Everything that the page shows. Views read it and never change it. */
export interface PageState {
  /** `null` until the host has answered for the first time. */
  readonly run: RunManifest | null;
  /** Grows in place while the run goes on. */
  readonly history: History;
  /** `null` until the run was evaluated. */
  readonly predictions: Predictions | null;
  readonly options: ViewOptions;
  /** Why the host could not answer, for people; empty while all is well. */
  readonly failure: string;
}

/** A page that knows nothing yet but what the person chose earlier. */
export function initialState(options: ViewOptions): PageState {
  return { run: null, history: new History(), predictions: null, options, failure: '' };
}

/** The host's full answer replaces whatever was known. */
export function applySnapshot(state: PageState, snapshot: CurvesSnapshot): PageState {
  const { run, predictions } = snapshot;
  return { ...state, run, predictions, history: History.from(snapshot), failure: '' };
}

/** One live event. `null` says that it belongs to another run, so that everything has to be asked for again. */
export function applyEvent(state: PageState, event: EventOf<CurvesApi>): PageState | null {
  switch (event.type) {
    case 'batch':
      state.history.addBatch(event.value);
      return state;
    case 'epoch':
      state.history.addEpoch(event.value);
      return state;
    case 'run':
      return state.run?.id === event.value.id ? { ...state, run: event.value } : null;
    case 'predictions':
      return { ...state, predictions: event.value };
  }
}

/** The forecasts of a run; none where it makes other predictions. */
export function forecastsOf({ predictions }: Pick<PageState, 'predictions'>): readonly Forecast[] {
  return predictions?.type === 'forecasts' ? predictions.forecasts : [];
}
