/** `41 s`, `3 min 20 s`, `1 h 12 min`. */
export function duration(millis: number): string {
  const seconds = Math.round(millis / 1000);
  if (seconds < 60) { return `${seconds} s`; }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) { return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`; }
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** What is only estimated: `34 min`. */
export function roughly(millis: number): string {
  return millis < 60_000 ? duration(millis) : duration(Math.round(millis / 60_000) * 60_000);
}
