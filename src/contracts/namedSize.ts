/** A size that only the data tells: labels, words, timesteps; `unknown` where it was computed from such a one. */
export type NamedSize =
  'classes' | 'tags' | 'vocabulary' | 'targetVocabulary' | 'time' | 'targetTime' | 'features' | 'unknown';
