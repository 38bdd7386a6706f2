import type * as Platformatic from '@platformatic/kafka' with { 'resolution-mode': 'import' };
import { FlatReader } from './flat-reader';

/** The client library of Kafka. It is an ES module: the bundle makes it part of the program, and it is loaded when it is first asked for. */
export type ClientLibrary = typeof Platformatic;

export type Connection = Platformatic.Connection;

/** A request in one version of it. */
export type Api<A extends unknown[], T> = Platformatic.API<A, T>;

type ResponseParser<T> = Platformatic.ResponseParser<T>;

export type Writer = Platformatic.Writer;

/** A request whose answer the library cannot read, or not in a useful way. */
export function flatRequest<T>(
  library: ClientLibrary, key: number, version: number, write: (request: Writer) => Writer, read: (answer: FlatReader) => T,
): Api<[], T> {
  const { createAPI, Writer: Request } = library;
  const parse: ResponseParser<T> = (_correlation, _key, _version, { buffer, position }) => read(new FlatReader(buffer.slice(position)));
  return createAPI(key, version, () => write(Request.create()).appendTaggedFields(), parse);
}

export async function loadClientLibrary(): Promise<ClientLibrary> {
  return import('@platformatic/kafka');
}
