import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../../../../../src/contracts/userError.ts';
import { createWorkspace } from '../../../../../src/engine/kernels/wasm/workspace.ts';
import { tf } from '../../../../../src/engine/tensorflow.ts';

describe('workspace', () => {
  const gone = /asked for when it was gone/;

  it('gives rooms that do not touch, where TensorFlow can read them', () => {
    const lease = createWorkspace().lease();
    const rooms = [3, 100, 1_000_000, 16].map((size) => lease.take(size));
    rooms.forEach((room, index) => lease.view(room).fill(index));
    rooms.forEach((room, index) => {
      assert.equal(room.address % 64, 0);
      assert.ok(lease.view(room).every((value) => value === index));
    });
  });

  it('takes what was borrowed back, also when something is thrown', () => {
    const lease = createWorkspace().lease();
    const { address } = lease.borrow(() => lease.take(10));
    assert.equal(lease.borrow(() => lease.take(10)).address, address);
    assert.throws(() => lease.borrow(() => fail()), /expected/);
    assert.equal(lease.take(1).address, address);
  });

  it('within a tidy scope runs keep their rooms until it ends', () => {
    const workspace = createWorkspace();
    const leases: ReturnType<typeof workspace.lease>[] = [];
    tf.tidy(() => {
      leases.push(workspace.lease(), workspace.lease());
      assert.equal(new Set(leases.map((lease) => lease.take(4).address)).size, 2);
      assert.ok(leases.every(({ isOpen }) => isOpen));
    });
    workspace.lease();
    assert.ok(leases.every(({ isOpen }) => !isOpen));
  });

  it('has things done before room is given back', () => {
    const workspace = createWorkspace();
    const lease = workspace.lease();
    const room = lease.take(4);
    lease.view(room).fill(3);
    let seen: readonly number[] = [];
    lease.beforeEnd(() => (seen = [...lease.view(room)]));
    workspace.lease();
    assert.deepEqual(seen, [3, 3, 3, 3]);
  });

  it('outside of tidy scopes a run keeps its room until the next one', () => {
    const workspace = createWorkspace();
    const first = workspace.lease();
    const room = first.take(4);
    const second = workspace.lease();
    assert.equal(second.take(4).address, room.address);
    assert.throws(() => first.view(room), gone);
    assert.throws(() => first.take(4), gone);
  });

  it('on a tape runs keep their rooms until the gradients are computed', () => {
    const workspace = createWorkspace();
    const addresses: number[] = [];
    tf.tidy(() => {
      tf.grad((x) => {
        const leases = [workspace.lease(), workspace.lease()];
        const rooms = leases.map((lease) => lease.take(4));
        leases.forEach((lease, index) => {
          addresses.push(rooms[index]?.address ?? NaN);
          assert.equal(lease.view(rooms[index] ?? fail()).length, 4);
        });
        return x.sum();
      })(tf.tensor1d([1]));
    });
    assert.equal(new Set(addresses).size, 2);
    assert.equal(workspace.lease().take(4).address, addresses[0]);
  });

  it('has nothing to show after the end of a run', () => {
    const lease = createWorkspace().lease();
    const room = lease.take(4);
    lease.end();
    assert.throws(() => lease.view(room), gone);
  });

  it('shows it to somebody whom that does not concern', () => {
    const lease = createWorkspace().lease();
    const room = lease.take(4);
    const other = lease.share();
    lease.end();
    assert.equal(other.view(room).length, 4);
  });

  it('says what to do where a batch has no room', () => {
    const lease = createWorkspace().lease();
    assert.throws(
      () => lease.take(2 ** 31),
      (error) => error instanceof UserError && /4 GB.*smaller batchSize/.test(error.message),
    );
  });
});

function fail(): never {
  throw new Error('expected');
}
