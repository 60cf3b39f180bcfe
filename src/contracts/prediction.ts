/** What a trained model is asked. */
export type Question =
  /** An answer for each text. */
  | { readonly type: 'texts'; readonly texts: readonly string[] }
  /** An answer for each text, window, row, image or clip in these files, by absolute paths; a folder is all its images, or a clip. */
  | { readonly type: 'files'; readonly paths: readonly string[] }
  /** What comes after the last row of the plan's data, or of another file with the same columns. */
  | {
      readonly type: 'future';
      /** Absolute. */
      readonly path: string | null;
      /** Timesteps; `null`: the plan's horizon. */
      readonly steps: number | null;
    }
  /** How a text goes on. */
  | ContinueQuestion;

export interface ContinueQuestion {
  readonly type: 'continue';
  /** At least one token. */
  readonly beginning: string;
  /** Tokens to write. */
  readonly length: number;
  /** Divides the logits: at 0 the likeliest token is always taken, at 1 they are drawn as the model says. */
  readonly temperature: number;
  /** Only so many of the likeliest tokens are drawn from; `null`: all of them. */
  readonly topK: number | null;
  /** Decides what is drawn. */
  readonly seed: number;
}

/** How a text goes on unless a person says otherwise. */
export const CONTINUE_DEFAULTS = { length: 200, temperature: 1, topK: null } as const;

export type PredictResult =
  | { readonly type: 'answers'; readonly answers: readonly Answer[] }
  | { readonly type: 'future'; readonly forecasts: readonly AheadForecast[] }
  | {
      readonly type: 'continued';
      readonly beginning: string;
      /** What the model wrote behind it, with the blank between where there is one. */
      readonly text: string;
    };

/** What a model says of one input. */
export type Answer = AnsweredInput & Said;

/** What was asked about. */
export interface AnsweredInput {
  /** Text, row or file, counted from 1. */
  readonly row: number;
  /** The text, the path of an image or clip, or the series and the time of a row; empty where it has neither. */
  readonly input: string;
}

export type Said =
  /** The likeliest classes, the best first. */
  | { readonly type: 'class'; readonly classes: readonly ClassProbability[] }
  /** In the target's original units. */
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'tags'; readonly tokens: readonly TaggedToken[] }
  /** A translation. */
  | { readonly type: 'text'; readonly text: string };

export interface ClassProbability {
  readonly label: string;
  readonly probability: number;
}

export interface TaggedToken {
  readonly token: string;
  readonly tag: string;
  /** Of the tag. */
  readonly probability: number;
  /** Whether the training rows had the token. */
  readonly known: boolean;
}

/** What is forecast of one column of one series, beyond its last row. */
export interface AheadForecast {
  /** Name of the series; `null` where the file is one. */
  readonly series: string | null;
  readonly column: string;
  /** Milliseconds since 1970 UTC of each timestep, going on as the rows are spaced; `null` without a time column. */
  readonly times: Float64Array | null;
  /** In original units, a timestep each. */
  readonly values: Float64Array;
}
