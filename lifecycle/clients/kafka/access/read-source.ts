import { readFile } from 'node:fs/promises';
import { isNativeError } from 'node:util/types';
import { AccessFailure } from './access-failure';
import { Source, sourceName } from './security';

/** The content. A file is read each time, as a mounted Secret changes under its path when it is rotated. @param what it is, as `the trusted certificates` */
export async function readSource(source: Source, what: string): Promise<string> {
  const text = typeof source === 'string' ? await readText(source, what) : source.text;
  if (text.trim() === '') { throw new AccessFailure(`${what} in ${sourceName(source)} are empty`, `Put ${what} into ${sourceName(source)}.`); }
  return text;
}

/** A password or the like: line breaks at the end of a file are none of it, as for the nodes. */
export async function readPassword(source: Source, what: string): Promise<string> {
  return (await readSource(source, what)).replace(/\n+$/, '');
}

async function readText(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = isNativeError(error) && 'code' in error ? ` (${String(error.code)})` : '';
    throw new AccessFailure(`cannot be asked, as ${what} cannot be read: ${path}${code}`, `See that the file ${path} is there and may be read; in a Job's pod, that the Secret is there and has that key.`);
  }
}
