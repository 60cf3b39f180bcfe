/**
 * The formulas that hovers show, one line each. `σ` is the recurrentActivation, `tanh` the activation, `⊙` the product
 * element by element; `W` is the kernel, `U` the recurrent kernel, `b` the bias.
 */
export const equations = {
  // Hochreiter & Schmidhuber 1997 with the forget gate of Gers et al. 2000: what TensorFlow's BlockLSTMV2 computes.
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
