import { onlyInput, reshapeTo, type BatchPart, type Layer, type LayerPass } from './layer.ts';
import { batchSignal } from './signal.ts';

/** The layer at every timestep alike: the timesteps of all examples are one batch to it. */
export function timeDistributedLayer(name: string, inner: Layer): Layer {
  const named = (weights: Layer['weights']) =>
    weights.map((weight) => ({ ...weight, name: `${inner.name}/${weight.name}` }));
  return {
    name,
    weights: named(inner.weights),
    ...(inner.state !== undefined && { state: named(inner.state) }),
    forward(parameters, inputs, pass) {
      const { batchFirst, mask } = onlyInput(inputs);
      const [batch = 0, time = 0, ...each] = batchFirst.shape;
      const folded = batchSignal(reshapeTo(batchFirst, [batch * time, ...each]));
      const output = inner.forward(parameters, [folded], foldPass(pass, time));
      return batchSignal(reshapeTo(output.batchFirst, [batch, time, ...output.shape.slice(1)]), mask);
    },
  };
}

/** Every example counts as many as it has timesteps; nothing goes on from one to the next. */
function foldPass({ trainingStep, logits, part, state, still = false }: LayerPass, time: number): LayerPass {
  return {
    ...{ trainingStep, logits, still, lengths: null, record: null },
    ...(part !== undefined && { part: foldPart(part, time) }),
    ...(state !== undefined && { state }),
  };
}

function foldPart({ from, of }: BatchPart, time: number): BatchPart {
  return { from: from * time, of: of * time };
}
