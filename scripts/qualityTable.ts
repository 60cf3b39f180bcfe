/** One figure that the project promises, and how it is found. */
export interface Measure {
  /** What is measured, with its unit. */
  readonly name: string;
  readonly goal: Goal;
  /** The figure; may take minutes. */
  measure(): Promise<number>;
}

/** The bound that a figure has to keep. */
export type Goal = { readonly least: number } | { readonly most: number };

/** A figure that was found. */
export interface Finding {
  readonly name: string;
  readonly figure: number;
  readonly goal: Goal;
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

function formatFigure(figure: number): string {
  return Math.abs(figure) >= 1e6 ? figure.toExponential(1) : String(Number(figure.toPrecision(4)));
}
