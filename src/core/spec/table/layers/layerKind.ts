import type { TProperties } from '@sinclair/typebox';
import { kind, object, type About } from '../field.ts';
import { layerInputs, layerName, layerTrainable } from '../sharedFields.ts';

/** A kind of layer: as one stands in `layers`, and as it stands inside another, where it has no name and no inputs. */
export function layerKind<const T extends string, P extends TProperties>(type: T, fields: P, about: About) {
  return layerKindWith(type, fields, about, {});
}

/** A kind of layer that has weights: one in `layers` may keep them as they are. */
export function weightedKind<const T extends string, P extends TProperties>(type: T, fields: P, about: About) {
  return layerKindWith(type, fields, about, { trainable: layerTrainable });
}

/** A kind of layer with keys that only one has that stands in `layers`. */
export function layerKindWith<const T extends string, P extends TProperties, Q extends TProperties>(
  type: T,
  fields: P,
  about: About,
  placedFields: Q,
) {
  return {
    placed: object({ type: kind(type), name: layerName, ...fields, ...placedFields, inputs: layerInputs }, { about }),
    inner: object({ type: kind(type), ...fields }, { about }),
  };
}
