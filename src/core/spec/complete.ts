import type { Analysis } from './analyse.ts';
import type { Completion, Offer } from './complete/completion.ts';
import type { CursorPlace } from './complete/cursorPlace.ts';
import { sketchAt } from './complete/cursorSketch.ts';
import { offerKeys } from './complete/offerKeys.ts';
import { offerValues } from './complete/offerValues.ts';
import type { Surroundings } from './complete/valueContext.ts';

// A spec has some thousand characters. Beyond this size nobody types in it.
const longest = 1_000_000;

/** Everything that can be written at `offset`, best first; empty where nothing fits. Works in broken documents. */
export function complete(analysis: Analysis, offset: number, around: Surroundings): readonly Completion[] {
  const { text, document } = analysis;
  if (document.tooDeep || text.length > longest) return [];
  const sketch = sketchAt(text, offset);
  if (sketch === null) return [];
  const { root, place } = sketch;
  const offers =
    place.slot === 'key' ? offerKeys(root, place) : offerValues({ analysis, root, path: place.path, ...around });
  return offers.map((offer, index) => toCompletion(offer, place, index));
}

function toCompletion(offer: Offer, place: CursorPlace, index: number): Completion {
  const { label, kind, insertText, detail = '', documentation = '', filterText = label } = offer;
  return {
    label,
    kind,
    insertText: insertText + (place.commaAfter ? ',' : ''),
    detail,
    documentation,
    range: place.replace,
    additionalEdits:
      place.commaAt === null ? [] : [{ range: { start: place.commaAt, end: place.commaAt }, newText: ',' }],
    filterText,
    sortText: `${String(offer.rank ?? 1)}${String(index).padStart(4, '0')}`,
    retrigger: offer.retrigger ?? false,
  };
}
