/** How a curve looks: its colour in the theme, and dashes for those who cannot tell colours apart. */
export interface CurveStyle {
  readonly color: 'blue' | 'orange' | 'green' | 'purple' | 'foreground';
  /** Lengths of line and gap in pixels; empty for a solid line. */
  readonly dash: readonly number[];
  /** Of two curves that run into each other the one to compare with is thin and pale, the one to look at strong. */
  readonly weight?: 'pale' | 'strong';
}

/** One curve of a chart; `x` ascends, and a `y` that is NaN is a gap. */
export interface Curve {
  readonly id: string;
  /** Localized, short: it stands in the legend. */
  readonly label: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** What was measured, drawn faintly behind `y` where that is smoothed. */
  readonly raw: Float64Array | null;
  readonly style: CurveStyle;
}

/** A point worth marking, with a vertical line. */
export interface Mark {
  /** Id of the curve that its dot stands on; empty without a dot. */
  readonly curve: string;
  readonly x: number;
  /** Height of its dot; NaN draws the line alone. */
  readonly y: number;
  readonly label: string;
}

/** One chart, ready to be drawn. */
export interface ChartModel {
  readonly id: string;
  /** Localized. */
  readonly title: string;
  /** Localized, quiet beside the title: a unit, or figures of the curves. */
  readonly note: string;
  readonly curves: readonly Curve[];
  readonly mark: Mark | null;
  /** Shown in place of the chart while it has no curve. */
  readonly empty: string;
  /** Whether a logarithmic axis makes sense for its values. */
  readonly positive: boolean;
  /** Takes the whole width of the page. */
  readonly wide: boolean;
}

/** What the x-axis counts. */
export type XKind = 'step' | 'epoch' | 'time' | 'row';

/** The span of an axis, `min < max`. */
export interface Span {
  readonly min: number;
  readonly max: number;
}

/** The chart without the curves that a person hid; a mark keeps its line, but its dot goes with its curve. */
export function withoutHidden(chart: ChartModel, hidden: ReadonlySet<string>): ChartModel {
  const curves = chart.curves.filter((curve) => !hidden.has(curve.id));
  if (curves.length === chart.curves.length) return chart;
  const { mark } = chart;
  return { ...chart, curves, mark: mark !== null && hidden.has(mark.curve) ? { ...mark, y: NaN } : mark };
}

/** Whether two models draw the same lines and mark. Columns only grow, so the same memory at the same length is the same data. */
export function isSameChart(a: ChartModel, b: ChartModel): boolean {
  const sameMark = a.mark?.x === b.mark?.x && Object.is(a.mark?.y, b.mark?.y) && a.mark?.label === b.mark?.label;
  return (
    sameMark && a.curves.length === b.curves.length && a.curves.every((curve, i) => isSameCurve(curve, b.curves[i]))
  );
}

function isSameCurve(a: Curve, b: Curve | undefined): boolean {
  if (b === undefined) return false;
  return a.id === b.id && isSameData(a.x, b.x) && isSameData(a.y, b.y) && isSameData(a.raw, b.raw);
}

function isSameData(a: Float64Array | null, b: Float64Array | null): boolean {
  return a?.buffer === b?.buffer && a?.length === b?.length;
}
