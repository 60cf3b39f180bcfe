import { createWorkspace } from './wasm/workspace.ts';

/** The kernels of this thread and their memory: one a thread, as TensorFlow's. */
export const threadWorkspace = createWorkspace();
