/** Writes what is not written yet, and then gives the Lease back: from then on another run may be the one that writes there. */
export async function lastWrites(reports: readonly { flush(): Promise<void> }[], giveBack: () => Promise<void>): Promise<void> {
  try {
    await Promise.all(reports.map(async (report) => report.flush()));
  } finally {
    await giveBack();
  }
}
