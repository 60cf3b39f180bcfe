import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encodePredictions } from '../../../../src/core/runs/predictionsCsv.ts';
import { exportName, predictionsCsv, trainingCsv } from '../../../../webviews/curves/exportCsv.ts';
import { History } from '../../../../webviews/curves/history.ts';
import { batchAt, epochAt, exampleOf, forecastOf } from './fixtures.ts';

test('batches and epochs stand in one table', () => {
  const history = History.from({ batches: [batchAt(4, { loss: NaN })], epochs: [epochAt(1)] });
  assert.deepEqual(trainingCsv(history).split('\n'), [
    'type,epoch,batch,step,loss,validationLoss,mae,validationMae,learningRate,gradientNorm,seconds,best',
    'batch,1,4,4,NaN,,,,0.01,2,,',
    'epoch,1,,10,1,2,10,20,0.01,2,3,true',
    '',
  ]);
});

test('examples are exported as the run keeps them on disk', () => {
  const examples = [exampleOf({ input: 'Hi, "you"\nthere' }), exampleOf({ probability: null, loss: null })];
  const text = predictionsCsv({ type: 'examples', examples });
  assert.equal(text, [...encodePredictions({ type: 'examples', examples })].join(''));
});

test('forecasts are exported as the run keeps them on disk', () => {
  const one = { rows: Float64Array.of(8, 9), truth: Float64Array.of(1.5, NaN), prediction: Float64Array.of(2, -1e-7) };
  const forecasts = [
    forecastOf({ ...one, times: Float64Array.of(0, NaN), column: 'a,"b"' }),
    forecastOf({ ...one, times: null, split: 'validation', step: 3 }),
  ];
  const text = predictionsCsv({ type: 'forecasts', forecasts });
  assert.deepEqual(text.split('\n'), [
    'time,row,split,column,step,truth,prediction',
    '1970-01-01T00:00:00.000Z,8,test,"a,""b""",1,1.5,2',
    ',9,test,"a,""b""",1,NaN,-1e-7',
    ',8,validation,births,3,1.5,2',
    ',9,validation,births,3,NaN,-1e-7',
    '',
  ]);
  assert.equal(text, [...encodePredictions({ type: 'forecasts', forecasts })].join(''));
});

test('forecasts of several series have a column with their names', () => {
  const forecasts = ['north', 'a, b'].map((group) => forecastOf({ group, times: null }));
  const text = predictionsCsv({ type: 'forecasts', forecasts });
  assert.deepEqual(text.split('\n').slice(0, 2), [
    'time,row,split,group,column,step,truth,prediction',
    ',8,test,north,births,1,10,11',
  ]);
  assert.equal(text, [...encodePredictions({ type: 'forecasts', forecasts })].join(''));
});

describe('exportName', () => {
  const check = (run: string, expected: string): void => {
    test(JSON.stringify(run), () => {
      assert.equal(exportName(run, 'training', 'csv'), expected);
    });
  };
  check('Daily births', 'Daily-births-training.csv');
  check('../../etc/passwd', 'etc-passwd-training.csv');
  check('股价 v2', '股价-v2-training.csv');
  check('///', 'run-training.csv');
});
