/** One figure that the project promises, and how it is found. */
export interface Measure {
  /** What it is asked for by, beside its group; left out: by its group alone. */
  readonly key?: string;
  /** What is measured, with its unit. */
  readonly name: string;
  readonly goal: Goal;
  /** Finds the figure; may take minutes. */
  measure(): Promise<Measured>;
}

/** The bound that a figure has to keep. */
export type Goal = { readonly least: number } | { readonly most: number };

/** What was measured: the figure, beside the best that costs nothing where there is such. */
export type Measured = number | { readonly figure: number; readonly baseline: Baseline };

/** A figure that costs nothing, and how it is come by. */
export interface Baseline {
  readonly name: string;
  readonly figure: number;
}

/** A figure that was found. */
export interface Finding {
  readonly name: string;
  readonly figure: number;
  readonly goal: Goal;
  /** `null` where there is nothing to compare with. */
  readonly baseline: Baseline | null;
  /** It took so long. */
  readonly seconds: number;
}

/** Whether a figure keeps its bound; one that is no number keeps none. */
export function isReached({ figure, goal }: Pick<Finding, 'figure' | 'goal'>): boolean {
  return 'least' in goal ? figure >= goal.least : figure <= goal.most;
}

/** The findings as aligned text, a line each. */
export function formatFindings(findings: readonly Finding[]): string {
  const rows = findings.map((finding) => [
    isReached(finding) ? 'reached' : 'MISSED',
    finding.name,
    formatFigure(finding.figure),
    formatGoal(finding.goal),
    `${finding.seconds.toFixed(0)} s`,
    formatBaseline(finding.baseline),
  ]);
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, at) => Math.max(most[at] ?? 0, cell.length)), []);
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function formatGoal(goal: Goal): string {
  return 'least' in goal ? `at least ${formatFigure(goal.least)}` : `at most ${formatFigure(goal.most)}`;
}

function formatBaseline(baseline: Baseline | null): string {
  return baseline === null ? '' : `${baseline.name}: ${formatFigure(baseline.figure)}`;
}

function formatFigure(figure: number): string {
  return Math.abs(figure) >= 1e6 ? figure.toExponential(1) : String(Number(figure.toPrecision(4)));
}
