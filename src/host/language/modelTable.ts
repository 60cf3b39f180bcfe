import { t } from '@vscode/l10n';
import type { Plan } from '../../contracts/plan.ts';
import { countParameters } from '../../core/spec/countParameters.ts';
import { describeModel } from '../../core/spec/describeModel.ts';
import { estimateMemory } from '../../core/spec/estimateMemory.ts';
import { formatBytes, formatCount } from '../../core/spec/formatCount.ts';
import { formatShape } from '../../core/spec/formatShape.ts';
import { markdownTable } from '../shared/markdownTable.ts';

/** Writes the layers of a model as a table of markdown that also reads well as plain text. */
export function modelTable(plan: Plan): string {
  const { name, task, data, model, training } = plan;
  const memory = estimateMemory(plan);
  const { trainable, nonTrainable } = countParameters(model.layers);
  return [
    `# ${name}`,
    '',
    t('{task} from {source}', { task, source: `\`${data.source}\`` }),
    '',
    ...markdownTable(rowsOf(plan), [NUMBERS]),
    '',
    `- ${t('Trainable parameters: {count}', { count: countText(trainable) })}`,
    ...(nonTrainable === 0 ? [] : [`- ${t('Not trainable: {count}', { count: countText(nonTrainable) })}`]),
    ...(memory === null ? [] : [`- ${memoryText(memory.total, training.batchSize)}`]),
    '',
  ].join('\n');
}

function memoryText(bytes: number, batchSize: number): string {
  return t('Memory of a training step: about {0}, in batches of {1}', formatBytes(bytes), batchSize);
}

function rowsOf(plan: Plan): readonly (readonly string[])[] {
  const head = [t('Layer'), t('Type'), t('Output shape'), t('Parameters'), t('Kernel')];
  const input = ['input', '', formatShape(plan.model.inputShape), '0', ''];
  const layers = describeModel(plan).map(({ name, type, outputShape, parameters, trainable, kernel }) => [
    name,
    type,
    outputShape,
    trainable ? countText(parameters) : t('{count}, frozen', { count: countText(parameters) }),
    kernel,
  ]);
  return [head, input, ...layers];
}

/** `–` where the data decides. */
function countText(count: number | null): string {
  return count === null ? '–' : formatCount(count);
}

/** Column of the parameters. */
const NUMBERS = 3;
