import { t } from '@vscode/l10n';
import { UserError } from '../../../contracts/userError.ts';
import { currentScope, currentTape } from '../../tensorflow.ts';
import { compileKernels } from './kernelModule.ts';
import type { Kernels } from './kernels.ts';
import { WebAssembly, type WebAssemblyMemory } from './webAssembly.ts';

/** Room for float32 in the memory of the kernels. */
export interface Room {
  /** In bytes, a multiple of 64. */
  readonly address: number;
  /** How many numbers. */
  readonly size: number;
}

/** Rows of float32 in the memory. */
export interface Rows {
  /** Of the first one, in bytes. */
  readonly address: number;
  /** From one row to the next, in bytes. */
  readonly stride: number;
}

/** What one run over a sequence has in the memory. */
export interface Lease {
  readonly kernels: Kernels;
  /** Room for that many numbers; what stands there is left over from before. */
  take(size: number): Room;
  /** The numbers of a room; a view that the next `take` may end. Throws a defect where the room is another's by now. */
  view(room: Room): Float32Array<ArrayBuffer>;
  /** The first `size` numbers of some rows, one after the other, by themselves. Throws as `view` does. */
  read(rows: Rows, count: number, size: number): Float32Array<ArrayBuffer>;
  /** Gives back all room that was taken while `use` ran. */
  borrow<R>(use: () => R): R;
  /** Whether what lies in its room is still there. */
  readonly isOpen: boolean;
  /** Has something done before all room is given back. */
  beforeEnd(rescue: () => void): void;
  /** The same room for somebody whom `end` does not concern. */
  share(): Lease;
  /** From now on `take` and `view` throw a defect: what lay in the room is not what it was. */
  end(): void;
}

/** Of a number. */
export const floatBytes = 4;
const pageBytes = 65_536;
const alignmentBytes = 64;

/** Panels may reach behind the last row of a product: see `multiplyAdd`. */
const slackBytes = 64;

/** Beyond it, runs without a tape do not wait for the end of their scope to give their room back. */
const roomOfScope = 32 * 2 ** 20;

/** The kernels of a thread and the memory that they work on. */
export interface Workspace {
  /**
   * Room for one more run. Runs that a gradient tape recorded keep theirs until its gradients are computed, others until
   * the first run outside of their outermost tidy scope, or until there is much of it.
   */
  lease(): Lease;
}

/** Compiles the kernels. Throws a UserError from a lease where a run has no room in 4 GB. */
export function createWorkspace(): Workspace {
  const memory = new WebAssembly.Memory({ initial: 16 });
  const kernels = compileKernels(memory);
  let top = 0;
  let owner: WeakRef<object> | null = null;
  // Goes up whenever all room is given back.
  let period = 0;
  let rescues: (() => void)[] = [];
  const take = (size: number): Room => {
    const room = { address: top, size };
    top += Math.ceil((floatBytes * size) / alignmentBytes) * alignmentBytes;
    ensureSize(memory, top + slackBytes);
    return room;
  };
  const giveBack = (): void => {
    const rescuing = rescues;
    rescues = [];
    for (const rescue of rescuing) rescue();
    [top, period] = [0, period + 1];
  };
  return {
    lease() {
      const tape = currentTape();
      const current = tape ?? currentScope();
      if (current === null || owner?.deref() !== current || (tape === null && top > roomOfScope)) {
        giveBack();
        owner = current === null ? null : new WeakRef(current);
      }
      return createLease(period);
    },
  };

  function createLease(own: number): Lease {
    let ended = false;
    const isOpen = () => !ended && own === period;
    const check = () => {
      if (!isOpen()) throw new Error('What a run had in the memory was asked for when it was gone');
    };
    const view = ({ address, size }: Room) => new Float32Array(memory.buffer, address, size);
    const borrow = <R>(use: () => R): R => {
      const before = top;
      try {
        return use();
      } finally {
        top = before;
      }
    };
    return {
      kernels,
      take(size) {
        check();
        return take(size);
      },
      view(room) {
        check();
        return view(room);
      },
      read({ address, stride }, count, size) {
        check();
        return borrow(() => {
          const room = take(count * size);
          kernels.copyRows(address, stride, room.address, floatBytes * size, count, size);
          return view(room).slice();
        });
      },
      borrow,
      get isOpen() {
        return isOpen();
      },
      beforeEnd(rescue) {
        check();
        rescues.push(rescue);
      },
      share: () => createLease(own),
      end() {
        ended = true;
      },
    };
  }
}

function ensureSize(memory: WebAssemblyMemory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing <= 0) return;
  try {
    memory.grow(Math.ceil(missing / pageBytes));
  } catch (error) {
    throw new UserError(
      t(
        'A batch of this size has no room in the memory of a recurrent layer, which ends at 4 GB. Try a smaller batchSize.',
      ),
      { cause: error },
    );
  }
}
