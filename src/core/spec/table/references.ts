/** Where a person can read more: the literature behind layers, optimizers and figures. */
export const references = {
  hochreiter1997: {
    text: 'Hochreiter & Schmidhuber (1997), Long Short-Term Memory',
    url: 'https://doi.org/10.1162/neco.1997.9.8.1735',
  },
  gers2000: {
    text: 'Gers, Schmidhuber & Cummins (2000), Learning to Forget: Continual Prediction with LSTM',
    url: 'https://doi.org/10.1162/089976600300015015',
  },
  gersPeephole2000: {
    text: 'Gers & Schmidhuber (2000), Recurrent Nets that Time and Count',
    url: 'https://doi.org/10.1109/IJCNN.2000.861302',
  },
  jozefowicz2015: {
    text: 'Jozefowicz, Zaremba & Sutskever (2015), An Empirical Exploration of Recurrent Network Architectures',
    url: 'https://proceedings.mlr.press/v37/jozefowicz15.html',
  },
  greff2017: {
    text: 'Greff et al. (2017), LSTM: A Search Space Odyssey',
    url: 'https://arxiv.org/abs/1503.04069',
  },
  cho2014: {
    text: 'Cho et al. (2014), Learning Phrase Representations using RNN Encoder-Decoder',
    url: 'https://arxiv.org/abs/1406.1078',
  },
  elman1990: {
    text: 'Elman (1990), Finding Structure in Time',
    url: 'https://doi.org/10.1207/s15516709cog1402_1',
  },
  schuster1997: {
    text: 'Schuster & Paliwal (1997), Bidirectional Recurrent Neural Networks',
    url: 'https://doi.org/10.1109/78.650093',
  },
  gal2016: {
    text: 'Gal & Ghahramani (2016), A Theoretically Grounded Application of Dropout in Recurrent Neural Networks',
    url: 'https://arxiv.org/abs/1512.05287',
  },
  srivastava2014: {
    text: 'Srivastava et al. (2014), Dropout: A Simple Way to Prevent Neural Networks from Overfitting',
    url: 'https://jmlr.org/papers/v15/srivastava14a.html',
  },
  glorot2010: {
    text: 'Glorot & Bengio (2010), Understanding the Difficulty of Training Deep Feedforward Neural Networks',
    url: 'https://proceedings.mlr.press/v9/glorot10a.html',
  },
  saxe2014: {
    text: 'Saxe, McClelland & Ganguli (2014), Exact Solutions to the Nonlinear Dynamics of Learning in Deep Linear Networks',
    url: 'https://arxiv.org/abs/1312.6120',
  },
  pascanu2013: {
    text: 'Pascanu, Mikolov & Bengio (2013), On the Difficulty of Training Recurrent Neural Networks',
    url: 'https://arxiv.org/abs/1211.5063',
  },
  kingma2015: {
    text: 'Kingma & Ba (2015), Adam: A Method for Stochastic Optimization',
    url: 'https://arxiv.org/abs/1412.6980',
  },
  loshchilov2019: {
    text: 'Loshchilov & Hutter (2019), Decoupled Weight Decay Regularization',
    url: 'https://arxiv.org/abs/1711.05101',
  },
  tieleman2012: {
    text: 'Tieleman & Hinton (2012), Lecture 6.5: RMSprop',
    url: 'https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf',
  },
  duchi2011: {
    text: 'Duchi, Hazan & Singer (2011), Adaptive Subgradient Methods',
    url: 'https://jmlr.org/papers/v12/duchi11a.html',
  },
  zeiler2012: {
    text: 'Zeiler (2012), ADADELTA: An Adaptive Learning Rate Method',
    url: 'https://arxiv.org/abs/1212.5701',
  },
  sutskever2013: {
    text: 'Sutskever et al. (2013), On the Importance of Initialization and Momentum in Deep Learning',
    url: 'https://proceedings.mlr.press/v28/sutskever13.html',
  },
  hyndman2006: {
    text: 'Hyndman & Koehler (2006), Another Look at Measures of Forecast Accuracy',
    url: 'https://doi.org/10.1016/j.ijforecast.2006.03.001',
  },
  huber1964: {
    text: 'Huber (1964), Robust Estimation of a Location Parameter',
    url: 'https://doi.org/10.1214/aoms/1177703732',
  },
  prechelt1998: {
    text: 'Prechelt (1998), Early Stopping - But When?',
    url: 'https://doi.org/10.1007/3-540-49430-8_3',
  },
  bengio2012: {
    text: 'Bengio (2012), Practical Recommendations for Gradient-Based Training of Deep Architectures',
    url: 'https://arxiv.org/abs/1206.5533',
  },
} as const satisfies Readonly<Record<string, Reference>>;

export type ReferenceKey = keyof typeof references;

interface Reference {
  readonly text: string;
  readonly url: string;
}
