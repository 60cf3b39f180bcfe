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
  graves2013: {
    text: 'Graves, Mohamed & Hinton (2013), Speech Recognition with Deep Recurrent Neural Networks',
    url: 'https://arxiv.org/abs/1303.5778',
  },
  shi2015: {
    text: 'Shi et al. (2015), Convolutional LSTM Network',
    url: 'https://arxiv.org/abs/1506.04214',
  },
  mikolov2013: {
    text: 'Mikolov et al. (2013), Efficient Estimation of Word Representations in Vector Space',
    url: 'https://arxiv.org/abs/1301.3781',
  },
  pennington2014: {
    text: 'Pennington, Socher & Manning (2014), GloVe: Global Vectors for Word Representation',
    url: 'https://aclanthology.org/D14-1162/',
  },
  lecun1998: {
    text: 'LeCun et al. (1998), Gradient-Based Learning Applied to Document Recognition',
    url: 'https://doi.org/10.1109/5.726791',
  },
  bai2018: {
    text: 'Bai, Kolter & Koltun (2018), An Empirical Evaluation of Generic Convolutional and Recurrent Networks',
    url: 'https://arxiv.org/abs/1803.01271',
  },
  lin2014: {
    text: 'Lin, Chen & Yan (2014), Network In Network',
    url: 'https://arxiv.org/abs/1312.4400',
  },
  tompson2015: {
    text: 'Tompson et al. (2015), Efficient Object Localization Using Convolutional Networks',
    url: 'https://arxiv.org/abs/1411.4280',
  },
  ioffe2015: {
    text: 'Ioffe & Szegedy (2015), Batch Normalization',
    url: 'https://arxiv.org/abs/1502.03167',
  },
  ba2016: {
    text: 'Ba, Kiros & Hinton (2016), Layer Normalization',
    url: 'https://arxiv.org/abs/1607.06450',
  },
  luong2015: {
    text: 'Luong, Pham & Manning (2015), Effective Approaches to Attention-based Neural Machine Translation',
    url: 'https://arxiv.org/abs/1508.04025',
  },
  bahdanau2015: {
    text: 'Bahdanau, Cho & Bengio (2015), Neural Machine Translation by Jointly Learning to Align and Translate',
    url: 'https://arxiv.org/abs/1409.0473',
  },
  vaswani2017: {
    text: 'Vaswani et al. (2017), Attention Is All You Need',
    url: 'https://arxiv.org/abs/1706.03762',
  },
  sutskever2014: {
    text: 'Sutskever, Vinyals & Le (2014), Sequence to Sequence Learning with Neural Networks',
    url: 'https://arxiv.org/abs/1409.3215',
  },
  bengio2015: {
    text: 'Bengio et al. (2015), Scheduled Sampling for Sequence Prediction with Recurrent Neural Networks',
    url: 'https://arxiv.org/abs/1506.03099',
  },
  wu2016: {
    text: "Wu et al. (2016), Google's Neural Machine Translation System",
    url: 'https://arxiv.org/abs/1609.08144',
  },
  he2016: {
    text: 'He et al. (2016), Deep Residual Learning for Image Recognition',
    url: 'https://arxiv.org/abs/1512.03385',
  },
  loshchilov2017: {
    text: 'Loshchilov & Hutter (2017), SGDR: Stochastic Gradient Descent with Warm Restarts',
    url: 'https://arxiv.org/abs/1608.03983',
  },
  smith2019: {
    text: 'Smith & Topin (2019), Super-Convergence',
    url: 'https://arxiv.org/abs/1708.07120',
  },
  goyal2017: {
    text: 'Goyal et al. (2017), Accurate, Large Minibatch SGD',
    url: 'https://arxiv.org/abs/1706.02677',
  },
  papineni2002: {
    text: 'Papineni et al. (2002), BLEU: a Method for Automatic Evaluation of Machine Translation',
    url: 'https://aclanthology.org/P02-1040/',
  },
  bergstra2012: {
    text: 'Bergstra & Bengio (2012), Random Search for Hyper-Parameter Optimization',
    url: 'https://jmlr.org/papers/v13/bergstra12a.html',
  },
  jamieson2016: {
    text: 'Jamieson & Talwalkar (2016), Non-stochastic Best Arm Identification and Hyperparameter Optimization',
    url: 'https://arxiv.org/abs/1502.07943',
  },
  bergmeir2012: {
    text: 'Bergmeir & Benítez (2012), On the Use of Cross-Validation for Time Series Predictor Evaluation',
    url: 'https://doi.org/10.1016/j.ins.2011.12.028',
  },
  king2001: {
    text: 'King & Zeng (2001), Logistic Regression in Rare Events Data',
    url: 'https://doi.org/10.1093/oxfordjournals.pan.a004868',
  },
  shorten2019: {
    text: 'Shorten & Khoshgoftaar (2019), A Survey on Image Data Augmentation for Deep Learning',
    url: 'https://doi.org/10.1186/s40537-019-0197-0',
  },
  taieb2012: {
    text: 'Ben Taieb, Bontempi, Atiya & Sorjamaa (2012), A review and comparison of strategies for multi-step ahead time series forecasting',
    url: 'https://doi.org/10.1016/j.eswa.2012.01.039',
  },
  um2017: {
    text: 'Um et al. (2017), Data Augmentation of Wearable Sensor Data',
    url: 'https://arxiv.org/abs/1706.00527',
  },
  lample2016: {
    text: 'Lample et al. (2016), Neural Architectures for Named Entity Recognition',
    url: 'https://arxiv.org/abs/1603.01360',
  },
  iyyer2015: {
    text: 'Iyyer et al. (2015), Deep Unordered Composition Rivals Syntactic Methods for Text Classification',
    url: 'https://aclanthology.org/P15-1162/',
  },
} as const satisfies Readonly<Record<string, Reference>>;

export type ReferenceKey = keyof typeof references;

interface Reference {
  readonly text: string;
  readonly url: string;
}
