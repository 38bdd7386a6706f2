import { missing } from './missing';

/** In the place of `@platformatic/wasm-utils`, which reads a file of WebAssembly beside it when it is loaded. */
export const crc32c = missing('crc32c');
export const lz4Compress = missing('lz4Compress');
export const lz4Decompress = missing('lz4Decompress');
export const snappyCompress = missing('snappyCompress');
export const snappyDecompress = missing('snappyDecompress');
