import { tf } from './tensorflow.ts';

/**
 * Pins TensorFlow's library in the process, by the smallest computation. A library that a thread has loaded and never
 * used is unloaded when the thread ends; what it had registered for the end of the process then crashes there.
 */
export function keepLoaded(): void {
  tf.tidy(() => {
    tf.add(tf.scalar(1), tf.scalar(1));
  });
}
