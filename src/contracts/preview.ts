/** What the data page asks of the host, and what the host tells it. */
export interface PreviewApi {
  readonly requests: {
    /** Everything for the first paint. Asked again whenever the page becomes visible: hidden pages lose messages. */
    readonly ready: (params: null) => PreviewSnapshot;
    /** Opens the data file beside the page. */
    readonly openSource: (params: null) => null;
  };
  readonly events: {
    /** The spec or its data changed. */
    readonly changed: PreviewSnapshot;
  };
}

/** What a spec's data holds, as far as a sample of it tells. */
export interface PreviewSnapshot {
  /** Address of the spec, which the page remembers, so that it can come back after the window was reloaded. */
  readonly spec: string;
  /** Title of the model. */
  readonly name: string;
  /** The data, as the spec names it; empty where it names none. */
  readonly source: string;
  /** Why nothing is known of the data, localized; empty where something is. An error unless `problems` says otherwise. */
  readonly trouble: string;
  readonly kind: 'table' | 'conll' | 'images' | 'video' | 'text';
  /** Size of the file; 0 for a folder. */
  readonly bytes: number;
  /** When it was last changed, in milliseconds since 1970 UTC. */
  readonly modified: number;
  readonly rows: { readonly count: number; readonly exact: boolean };
  /** Rows that the figures are taken from. */
  readonly rowsSampled: number;
  readonly columns: readonly PreviewColumn[];
  readonly imageSizes: readonly PreviewImageSize[];
  /** What the model sees first; `null` where the spec does not say enough. */
  readonly first: PreviewFirst | null;
  /** What is wrong with the spec beside its data. */
  readonly problems: readonly PreviewProblem[];
}

export interface PreviewColumn {
  readonly name: string;
  readonly kind: 'number' | 'time' | 'category' | 'text';
  /** What the spec uses it for; empty for nothing. */
  readonly roles: readonly PreviewRole[];
  /** Rows without a value. */
  readonly missing: number;
  /** Different values. */
  readonly distinct: number;
  readonly examples: readonly string[];
  readonly numbers: PreviewNumbers | null;
  readonly times: PreviewTimes | null;
  /** The most frequent values; empty where there are too many to be classes. */
  readonly classes: readonly { readonly value: string; readonly count: number }[];
  /** Values of all classes that are not listed. */
  readonly otherClasses: number;
  readonly lengths: PreviewLengths | null;
}

export type PreviewRole = 'time' | 'input' | 'target' | 'group' | 'split' | 'covariate';

export interface PreviewNumbers {
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  readonly standardDeviation: number;
  /** How many values lie in each of equally wide parts from minimum to maximum. */
  readonly histogram: readonly number[];
}

export interface PreviewTimes {
  /** Milliseconds since 1970 UTC. */
  readonly earliest: number;
  readonly latest: number;
  readonly dateOnly: boolean;
  /** Median of the time between two rows, in milliseconds. */
  readonly spacing: number;
  readonly regular: boolean;
  /** Timesteps of one season; 1 for none. */
  readonly seasonLength: number;
  readonly order: 'ascending' | 'descending' | 'mixed';
}

export interface PreviewLengths {
  readonly meanWords: number;
  readonly longestWords: number;
  /** Different words. */
  readonly vocabulary: number;
}

export interface PreviewImageSize {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly count: number;
}

export interface PreviewProblem {
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
}

export type PreviewFirst = PreviewWindow | PreviewExample;

/** The first window of a series: what the model sees, and what it must say. */
export interface PreviewWindow {
  readonly type: 'window';
  /** Milliseconds since 1970 UTC of each timestep, inputs then targets; `null` without a time column. */
  readonly times: readonly number[] | null;
  readonly dateOnly: boolean;
  /** Timesteps of the input; those of the target follow. */
  readonly inputSteps: number;
  readonly targetSteps: number;
  /** One entry a column and timestep, in the units of the file; `null` where the value is missing. */
  readonly series: readonly PreviewSeries[];
}

export interface PreviewSeries {
  readonly name: string;
  readonly isInput: boolean;
  readonly isTarget: boolean;
  readonly values: readonly (number | null)[];
}

/** The first row of texts or labels, as the file has it. */
export interface PreviewExample {
  readonly type: 'example';
  readonly input: string;
  /** `null` where the target is what comes next. */
  readonly target: string | null;
}
