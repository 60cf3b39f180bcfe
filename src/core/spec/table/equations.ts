/**
 * The formulas that hovers show, one line each. `σ` is the recurrentActivation, `tanh` the activation, `⊙` the product
 * element by element; `W` is the kernel, `U` the recurrent kernel, `b` the bias.
 */
export const equations = {
  // Hochreiter & Schmidhuber 1997 with the forget gate of Gers et al. 2000.
  lstm: [
    'i_t = σ(W_i x_t + U_i h_{t-1} + b_i)',
    'f_t = σ(W_f x_t + U_f h_{t-1} + b_f)',
    'c̃_t = tanh(W_c x_t + U_c h_{t-1} + b_c)',
    'c_t = f_t ⊙ c_{t-1} + i_t ⊙ c̃_t',
    'o_t = σ(W_o x_t + U_o h_{t-1} + b_o)',
    'h_t = o_t ⊙ tanh(c_t)',
  ],
  // Gers & Schmidhuber 2000: the output gate sees the new cell state, the other two the old one.
  lstmPeephole: [
    'i_t = σ(W_i x_t + U_i h_{t-1} + p_i ⊙ c_{t-1} + b_i)',
    'f_t = σ(W_f x_t + U_f h_{t-1} + p_f ⊙ c_{t-1} + b_f)',
    'c̃_t = tanh(W_c x_t + U_c h_{t-1} + b_c)',
    'c_t = f_t ⊙ c_{t-1} + i_t ⊙ c̃_t',
    'o_t = σ(W_o x_t + U_o h_{t-1} + p_o ⊙ c_t + b_o)',
    'h_t = o_t ⊙ tanh(c_t)',
  ],
  // Cho et al. 2014, version 1: the reset gate acts on the state before the recurrent product.
  gru: [
    'z_t = σ(W_z x_t + U_z h_{t-1} + b_z)',
    'r_t = σ(W_r x_t + U_r h_{t-1} + b_r)',
    'h̃_t = tanh(W_h x_t + U_h (r_t ⊙ h_{t-1}) + b_h)',
    'h_t = z_t ⊙ h_{t-1} + (1 - z_t) ⊙ h̃_t',
  ],
  // CuDNN and Keras: the reset gate acts on the recurrent product, which has a bias of its own.
  gruResetAfter: [
    'z_t = σ(W_z x_t + U_z h_{t-1} + b_z + d_z)',
    'r_t = σ(W_r x_t + U_r h_{t-1} + b_r + d_r)',
    'h̃_t = tanh(W_h x_t + b_h + r_t ⊙ (U_h h_{t-1} + d_h))',
    'h_t = z_t ⊙ h_{t-1} + (1 - z_t) ⊙ h̃_t',
  ],
  simpleRNN: ['h_t = tanh(W x_t + U h_{t-1} + b)'],
  dense: ['y = activation(W x + b)'],
  // Shi et al. 2015 without peepholes, as Keras: every product of the LSTM is a convolution `*`.
  convLstm: [
    'i_t = σ(W_i * X_t + U_i * H_{t-1} + b_i)',
    'f_t = σ(W_f * X_t + U_f * H_{t-1} + b_f)',
    'C̃_t = tanh(W_c * X_t + U_c * H_{t-1} + b_c)',
    'C_t = f_t ⊙ C_{t-1} + i_t ⊙ C̃_t',
    'o_t = σ(W_o * X_t + U_o * H_{t-1} + b_o)',
    'H_t = o_t ⊙ tanh(C_t)',
  ],
  conv1d: ['y_t = activation(Σ_k W_k x_{t·s + k·d} + b), s the stride, d the dilationRate'],
  conv2d: ['Y_{i,j} = activation(Σ_{k,l} W_{k,l} X_{i·s + k·d, j·s + l·d} + b)'],
  embedding: ['y_t = E[x_t], row x_t of the matrix E'],
  // Luong et al. 2015: dot.
  attentionDot: ['score(q, k) = s · qᵀk, s = 1 without useScale', 'α = softmax over all k of score(q, k)', 'y = Σ α v'],
  // Bahdanau et al. 2015, as Keras: query and key come projected.
  attentionAdditive: [
    'score(q, k) = wᵀ tanh(q + k), w = 1 without useScale',
    'α = softmax over all k of score(q, k)',
    'y = Σ α v',
  ],
  // Vaswani et al. 2017.
  multiHeadAttention: ['head_i = softmax(Q W_i^Q (K W_i^K)ᵀ / √keyDim) V W_i^V', 'y = concat(head_1, …, head_h) W^O'],
  transformerEncoder: [
    'a = norm(x + multiHeadAttention(x, x))',
    'y = norm(a + W_2 activation(W_1 a + b_1) + b_2)',
    'normalizeFirst: a = x + multiHeadAttention(norm(x)), y = a + feedForward(norm(a))',
  ],
  positionalSinusoidal: ['P[t, 2i] = sin(t / 10000^(2i/d))', 'P[t, 2i+1] = cos(t / 10000^(2i/d))', 'y_t = x_t + P[t]'],
  batchNormalization: ['y = γ · (x - mean) / √(variance + ε) + β, over the batch; in use over the running means'],
  layerNormalization: ['y = γ · (x - mean) / √(variance + ε) + β, over the features of each timestep'],
  // Lafferty et al. 2001; as a layer Huang et al. 2015, Lample et al. 2016.
  crf: [
    'score(x, y) = start[y_1] + Σ_t emission_t[y_t] + Σ_t transition[y_t-1, y_t] + end[y_T]',
    'log P(y | x) = score(x, y) - log Z, Z = Σ over all sequences y of e^score(x, y)',
    'loss = - Σ over sequences of log P(y | x) / tokens',
  ],
  regularizer: ['loss ← loss + l1 · Σ|w| + l2 · Σw²'],
  lengthPenalty: ['score = log P(y | x) / ((5 + |y|) / 6)^α, α the lengthPenalty'],
  exponentialDecay: ['η(step) = η₀ · decayRate^(step / decaySteps)'],
  inverseTimeDecay: ['η(step) = η₀ / (1 + decayRate · step / decaySteps)'],
  cosineDecay: ['η(step) = η₀ · ((1 - α) · (1 + cos(π · step / decaySteps)) / 2 + α)'],
  polynomialDecay: ['η(step) = (η₀ - η_end) · (1 - step / decaySteps)^power + η_end'],
  adam: [
    'm_t = β₁ m_{t-1} + (1 - β₁) g_t',
    'v_t = β₂ v_{t-1} + (1 - β₂) g_t²',
    'θ_t = θ_{t-1} - η · m_t / (1 - β₁ᵗ) / (√(v_t / (1 - β₂ᵗ)) + ε)',
  ],
  globalClipNorm: ['g ← g · min(1, c / ‖g‖₂), ‖g‖₂ over all gradients together'],
  minmax: ["x' = (x - min) / (max - min) · (high - low) + low"],
  zscore: ["x' = (x - mean) / standard deviation"],
  robust: ["x' = (x - median) / (75th - 25th percentile)"],
  log1p: ["x' = ln(1 + x)"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type EquationKey = keyof typeof equations;
