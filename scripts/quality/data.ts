import type { Goal, Measure } from '../qualityTable.ts';
import { cutBrownCorpus } from './data/cutBrownCorpus.ts';
import { measureSample, type TrainedSample } from './data/measureSample.ts';

/** Real data, each measured on a test split that the training has not seen; the phrase book on what it was taught. */
export const measures: readonly Measure[] = [
  ofSample('births', 'births: RMSE one day ahead', { most: 450 }, { figure: 'rmse' }),
  ofSample('births-week', 'births: RMSE over a week', { most: 445 }, { figure: 'rmse' }),
  ofSample('weather', 'weather of two cities: RMSE', { most: 2.65 }, { figure: 'rmse' }),
  ofSample('co2', 'CO2 over a year: RMSE', { most: 2.55 }, { figure: 'rmse' }),
  // A lesson, not a promise: no model of past prices beats the last one. The goal holds how far off it is.
  ofSample('stock-price', 'stock price: RMSE', { most: 75 }, { figure: 'rmse' }),
  ofSample('spam', 'spam: accuracy', { least: 0.96 }, { figure: 'accuracy' }),
  ofSample('tang-poets', 'Tang poets: accuracy', { least: 0.72 }, { figure: 'accuracy' }),
  ofSample('syllables', 'syllables: RMSE', { most: 0.3 }, { figure: 'rmse' }),
  ofSample(
    'part-of-speech',
    'Brown corpus, 25,000 sentences, 2 epochs: token accuracy',
    { least: 0.91 },
    { figure: 'tokenAccuracy', overrides: ['training.epochs=2'], writeData: cutBrownCorpus },
  ),
  ofSample('pronunciation', 'CMUdict: phoneme error rate', { most: 0.22 }, { figure: 'tokenErrorRate' }),
  ofSample('mnist', 'MNIST by rows, 2 epochs: accuracy', { least: 0.96 }, { figure: 'accuracy' }),
  ofSample('mnist-cnn-lstm', 'MNIST, CNN and LSTM: accuracy', { least: 0.985 }, { figure: 'accuracy' }),
  ofSample('shapes', 'shapes: accuracy', { least: 0.93 }, { figure: 'accuracy' }),
  ofSample('moving-mnist', 'Moving MNIST, digit: accuracy', { least: 0.9 }, { figure: 'accuracy' }),
  ofSample('moving-mnist-convlstm', 'Moving MNIST, direction: accuracy', { least: 0.95 }, { figure: 'accuracy' }),
  ofSample('phrase-book', 'phrase book: exact recall', { least: 0.95 }, { figure: 'exactMatch' }),
  ofSample('moby-dick', 'Moby-Dick, characters: perplexity', { most: 6 }, { figure: 'perplexity' }),
];

/** A sample is asked for by its own name. */
function ofSample(key: string, name: string, goal: Goal, trained: Omit<TrainedSample, 'sample'>): Measure {
  return { key, name, goal, measure: () => measureSample({ sample: key, ...trained }) };
}
