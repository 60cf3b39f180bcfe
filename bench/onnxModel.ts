/** A weight by its name without the layer's, Keras's layout, row-major. */
export interface OnnxLstm {
  /** `[inputs, 4 * units]`, gate columns input, forget, candidate, output. */
  readonly kernel: Float32Array;
  /** `[units, 4 * units]` */
  readonly recurrentKernel: Float32Array;
  /** `[4 * units]` */
  readonly bias: Float32Array;
}

/** LSTMs one on the other, the last one's last output through a dense layer. */
export interface OnnxNetwork {
  readonly time: number;
  readonly batch: number;
  readonly inputs: number;
  readonly units: number;
  readonly layers: readonly OnnxLstm[];
  readonly dense: { readonly kernel: Float32Array; readonly bias: Float32Array };
}

/**
 * The network as an ONNX file (onnx.proto3, operator set 14) with the input `windows` `[batch, time, inputs]` and the
 * output `answers` `[batch, 1]`.
 */
export function writeOnnxModel(network: OnnxNetwork): Uint8Array {
  const { time, batch, inputs } = network;
  const graph = [
    ...writeNodes(network).map((bytes) => message(1, bytes)),
    text(2, 'network'),
    ...writeWeights(network).map((bytes) => message(5, bytes)),
    message(11, describeTensor('windows', [batch, time, inputs])),
    message(12, describeTensor('answers', [batch, 1])),
  ];
  const operatorSet = [text(1, ''), integer(2, 14)];
  return Uint8Array.from([integer(1, 8), message(7, graph), message(8, operatorSet)].flat());
}

type Bytes = readonly number[];

function writeNodes({ layers, units }: OnnxNetwork): Bytes[] {
  const size = integerAttribute('hidden_size', units);
  const last = layers.length - 1;
  return [
    node('Transpose', ['windows'], ['sequence0'], [integersAttribute('perm', [1, 0, 2])]),
    ...layers.flatMap((_, index) => {
      const name = String(index);
      const from = [`sequence${name}`, `kernel${name}`, `recurrent${name}`, `bias${name}`];
      return index < last
        ? [
            node('LSTM', from, [`outputs${name}`], [size]),
            node('Squeeze', [`outputs${name}`, 'one'], [`sequence${String(index + 1)}`], []),
          ]
        : [node('LSTM', from, ['', 'last'], [size]), node('Squeeze', ['last', 'zero'], ['state'], [])];
    }),
    node('Gemm', ['state', 'denseKernel', 'denseBias'], ['answers'], []),
  ];
}

function writeWeights({ layers, units, inputs, dense }: OnnxNetwork): Bytes[] {
  return [
    ...layers.flatMap(({ kernel, recurrentKernel, bias }, index) => {
      const name = String(index);
      const entering = index === 0 ? inputs : units;
      const biases = [...gateRows(bias, 1, units), ...Array<number>(4 * units).fill(0)];
      return [
        tensor(`kernel${name}`, [1, 4 * units, entering], gateRows(kernel, entering, units)),
        tensor(`recurrent${name}`, [1, 4 * units, units], gateRows(recurrentKernel, units, units)),
        tensor(`bias${name}`, [1, 8 * units], biases),
      ];
    }),
    tensor('denseKernel', [units, 1], [...dense.kernel]),
    tensor('denseBias', [1], [...dense.bias]),
    wholeNumber('one', 1),
    wholeNumber('zero', 0),
  ];
}

/** The transpose of `[rows, 4 * units]`, with ONNX's order of the gates: input, output, forget, candidate. */
function gateRows(matrix: Float32Array, rows: number, units: number): number[] {
  return [0, 3, 1, 2].flatMap((gate) =>
    Array.from({ length: units * rows }, (_, place) => {
      const [unit, row] = [Math.floor(place / rows), place % rows];
      return matrix[(row * 4 + gate) * units + unit] ?? NaN;
    }),
  );
}

function node(
  type: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: readonly Bytes[],
): Bytes {
  return [
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, type),
    ...attributes.map((bytes) => message(5, bytes)),
  ].flat();
}

function integerAttribute(name: string, value: number): Bytes {
  return [text(1, name), integer(3, value), integer(20, 2)].flat();
}

function integersAttribute(name: string, values: readonly number[]): Bytes {
  return [text(1, name), ...values.map((value) => integer(8, value)), integer(20, 7)].flat();
}

function tensor(name: string, shape: readonly number[], values: readonly number[]): Bytes {
  const data = new Uint8Array(Float32Array.from(values).buffer);
  return [...shape.map((size) => integer(1, size)), integer(2, 1), text(8, name), message(9, data)].flat();
}

function wholeNumber(name: string, value: number): Bytes {
  const data = new Uint8Array(BigInt64Array.of(BigInt(value)).buffer);
  return [integer(1, 1), integer(2, 7), text(8, name), message(9, data)].flat();
}

function describeTensor(name: string, shape: readonly number[]): Bytes {
  const sizes = shape.map((size) => message(1, integer(1, size))).flat();
  const type = message(1, [integer(1, 1), message(2, sizes)].flat());
  return [text(1, name), message(2, type)].flat();
}

// Protocol buffers: a field is its number and kind, then a whole number, or a length and that many bytes.

function integer(field: number, value: number): Bytes {
  return [...varint(field * 8), ...varint(value)];
}

function message(field: number, content: Iterable<number> | readonly Bytes[]): Bytes {
  const bytes = [...content].flat();
  return [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes];
}

function text(field: number, value: string): Bytes {
  return message(field, new TextEncoder().encode(value));
}

function varint(value: number): Bytes {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
