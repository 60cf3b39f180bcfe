import type { PreviewProblem, PreviewSnapshot } from '../../src/contracts/preview.ts';
import { element } from '../shared/element.ts';

/** What is wrong with the data or with the spec beside it; nothing where all is well. */
export function problemsView({ trouble, problems }: PreviewSnapshot): readonly HTMLElement[] {
  const isTold = trouble === '' || problems.length > 0;
  const all: readonly PreviewProblem[] = isTold ? problems : [{ message: trouble, severity: 'error' }];
  if (all.length === 0) return [];
  const banners = all.map(({ message, severity }) =>
    element('li', { class: 'banner', 'data-tone': severity === 'hint' ? 'information' : severity }, message),
  );
  return [element('ul', { class: 'problems' }, ...banners)];
}
