import { t } from '@vscode/l10n';
import { UserError } from '../../../contracts/userError.ts';
import { currentTape } from '../../tensorflow.ts';
import { compileKernels } from './kernelModule.ts';
import type { Kernels } from './kernels.ts';
import { WebAssembly, type WebAssemblyMemory } from './webAssembly.ts';

/** Room for float32 in the memory of the kernels. */
export interface Room {
  /** In bytes, a multiple of 64: TensorFlow reads it without copying. */
  readonly address: number;
  /** How many numbers. */
  readonly size: number;
}

/** What one run over a sequence has in the memory. */
export interface Lease {
  /** Room for that many numbers; what stands there is left over from before. */
  take(size: number): Room;
  /** The numbers of a room; a view that the next `take` may end. Throws a defect where the room is another's by now. */
  view(room: Room): Float32Array<ArrayBuffer>;
  /** Gives back all room that was taken while `use` ran. */
  borrow<R>(use: () => R): R;
  /** From now on `take` and `view` throw a defect: what lay in the room is not what it was. */
  end(): void;
}

const pageBytes = 65_536;
const alignmentBytes = 64;

/** Panels may reach behind the last row of a product: see `multiplyAdd`. */
const slackBytes = 64;

/** The kernels of a thread and the memory that they work on. */
export interface Workspace {
  readonly kernels: Kernels;
  /**
   * Room for one more run. Runs that a gradient tape recorded keep theirs until its gradients are computed; without a
   * tape a run keeps it until the next one starts.
   */
  lease(): Lease;
}

/** Compiles the kernels. Throws a UserError from a lease where a run has no room in 4 GB. */
export function createWorkspace(): Workspace {
  const memory = new WebAssembly.Memory({ initial: 16 });
  let top = 0;
  let tape: WeakRef<object> | null = null;
  // Goes up whenever all room is given back.
  let period = 0;
  const take = (size: number): Room => {
    const room = { address: top, size };
    top += Math.ceil((4 * size) / alignmentBytes) * alignmentBytes;
    ensureSize(memory, top + slackBytes);
    return room;
  };
  return {
    kernels: compileKernels(memory),
    lease() {
      const current = currentTape();
      if (current === null || tape?.deref() !== current) {
        [top, period] = [0, period + 1];
        tape = current === null ? null : new WeakRef(current);
      }
      return createLease(period);
    },
  };

  function createLease(own: number): Lease {
    let ended = false;
    const check = () => {
      if (ended || own !== period) throw new Error('What a run had in the memory was asked for when it was gone');
    };
    return {
      take(size) {
        check();
        return take(size);
      },
      view({ address, size }) {
        check();
        return new Float32Array(memory.buffer, address, size);
      },
      borrow(use) {
        const before = top;
        try {
          return use();
        } finally {
          top = before;
        }
      },
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
