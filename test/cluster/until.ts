/**
 * Asks again, every second, until the answer is true. Any other answer says what is still missing.
 *
 * @throws after `seconds`, with the last answer; at once, if asking fails
 */
export async function until(what: string, seconds: number, ask: () => Promise<true | string>): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer === true) { return; }
    if (Date.now() >= end) { throw new Error(`Waited ${seconds} s until ${what}, in vain. Last seen: ${answer}`); }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
