import type { ConvLstm2dConfig } from '../../../../src/contracts/layerConfigs.ts';

/** Row-major, `[rows, columns, channels]`. */
interface PlainImage {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  readonly values: readonly number[];
}

/** Row-major filters: `[rows, columns, channels, 4 * filters]`; the bias is `[4 * filters]`. */
interface PlainFilters {
  readonly kernel: readonly number[];
  readonly recurrentKernel: readonly number[];
  readonly bias: readonly number[] | null;
}

/** Outputs after each frame that is read, each `[rows, columns, filters]`, in plain loops (Shi et al. 2015). */
export function plainConvLstm2d(
  config: ConvLstm2dConfig,
  { kernel, recurrentKernel, bias }: PlainFilters,
  frames: readonly PlainImage[],
): (readonly number[])[] {
  const { filters } = config;
  const columns = 4 * filters;
  let state: { readonly h: readonly number[]; readonly c: readonly number[] } | null = null;
  return frames.map((frame) => {
    const sums = convolve(frame, kernel, columns, config);
    const places = sums.rows * sums.columns;
    const zeros = Array.from({ length: places * filters }, () => 0);
    const { h, c } = state ?? { h: zeros, c: zeros };
    const standing = { ...config, strides: [1, 1], dilationRate: [1, 1], padding: 'same' } as const;
    const before = { rows: sums.rows, columns: sums.columns, channels: filters, values: h };
    const recurrent = convolve(before, recurrentKernel, columns, standing);
    const gate = (number: number, index: number) => {
      const place = Math.floor(index / filters) * columns + number * filters + (index % filters);
      return at(sums.values, place) + at(recurrent.values, place) + (bias?.[place % columns] ?? 0);
    };
    const next = c.map(
      (cell, index) => sigmoid(gate(1, index)) * cell + sigmoid(gate(0, index)) * Math.tanh(gate(2, index)),
    );
    const output = next.map((cell, index) => sigmoid(gate(3, index)) * Math.tanh(cell));
    state = { h: output, c: next };
    return output;
  });
}

type Sliding = Pick<ConvLstm2dConfig, 'kernelSize' | 'strides' | 'dilationRate' | 'padding'>;

function convolve(image: PlainImage, kernel: readonly number[], filters: number, sliding: Sliding): PlainImage {
  const { rows, columns, channels, values } = image;
  const [down, across] = [0, 1].map((axis) => slide([rows, columns][axis] ?? 0, axis, sliding));
  if (down === undefined || across === undefined) throw new Error('An image has two axes');
  const result: number[] = [];
  for (let row = 0; row < down.count; row++) {
    for (let column = 0; column < across.count; column++) {
      for (let filter = 0; filter < filters; filter++) {
        let sum = 0;
        for (const [i, r] of down.reads(row)) {
          for (const [j, c] of across.reads(column)) {
            for (let channel = 0; channel < channels; channel++) {
              const weight = ((i * across.size + j) * channels + channel) * filters + filter;
              sum += at(values, (r * columns + c) * channels + channel) * at(kernel, weight);
            }
          }
        }
        result.push(sum);
      }
    }
  }
  return { rows: down.count, columns: across.count, channels: filters, values: result };
}

/** How filters slide along one axis: how often, and which of their places reads which of the image's. */
function slide(length: number, axis: number, { kernelSize, strides, dilationRate, padding }: Sliding) {
  const [size = 1, stride = 1, rate = 1] = [kernelSize[axis], strides[axis], dilationRate[axis]];
  const reach = (size - 1) * rate + 1;
  const count = padding === 'same' ? Math.ceil(length / stride) : Math.floor((length - reach) / stride) + 1;
  const missing = padding === 'same' ? Math.max(0, (count - 1) * stride + reach - length) : 0;
  const start = -Math.floor(missing / 2);
  const reads = (step: number) =>
    Array.from({ length: size }, (_, place) => [place, start + step * stride + place * rate] as const).filter(
      ([, read]) => read >= 0 && read < length,
    );
  return { count, size, reads };
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? NaN;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
