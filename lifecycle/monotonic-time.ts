/**
 * Time as the program measures it: by a clock that nobody sets. How late it is on the wall is only ever written down, never compared.
 */
export interface MonotonicTime {
  /** Milliseconds since some moment. */
  now(): number;
  /** Resolves after so many milliseconds, or at once when the signal is given. */
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const MONOTONIC_TIME: MonotonicTime = {
  now: () => performance.now(),
  pause: async (milliseconds, signal) => new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end);
  }),
};
