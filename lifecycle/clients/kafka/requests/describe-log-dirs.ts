import { flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { LogDir, VisitReplica } from '../kafka-admin';

/** The newest first. Version 3 tells what is wrong with the whole, 4 how large the volumes are (KIP-827). */
const VERSIONS = [4, 3, 2];

interface Told {
  readonly code: number;
  readonly dirs: readonly LogDir[];
}

/** DescribeLogDirs of all topics. */
export async function describeLogDirs(connection: NodeConnection, visit: VisitReplica): Promise<readonly LogDir[]> {
  const version = VERSIONS.find((each) => connection.supports({ key: 35, version: each })) ?? VERSIONS[0];
  const api = flatRequest(connection.library, 35, version, (request) => request.appendArray(null, () => {}),
    (answer) => readLogDirs(answer, version, visit, (code) => connection.codeName(code)));
  const told = await connection.ask(api);
  if (told.code !== 0) { throw connection.refusal(api, told.code, undefined); }
  return told.dirs;
}

export function readLogDirs(reader: FlatReader, version: number, visit: VisitReplica, codeName: (code: number) => string): Told {
  reader.int32(); // throttle_time_ms
  const code = version >= 3 ? reader.int16() : 0;
  const dirs: LogDir[] = [];
  for (let left = reader.arrayLength(); left > 0; left--) {
    const dirCode = reader.int16();
    const path = reader.string();
    readReplicas(reader, dirs.length, visit);
    const volume = version >= 4 ? { totalBytes: bytesOrNone(reader.int64()), usableBytes: bytesOrNone(reader.int64()) } : {};
    reader.skipTaggedFields();
    dirs.push({ path, error: dirCode === 0 ? undefined : codeName(dirCode), ...volume });
  }
  return { code, dirs };
}

function readReplicas(reader: FlatReader, disk: number, visit: VisitReplica): void {
  for (let topics = reader.arrayLength(); topics > 0; topics--) {
    const topic = reader.string();
    for (let left = reader.arrayLength(); left > 0; left--) {
      const partition = reader.int32();
      const size = reader.int64();
      reader.skipInt64(); // offset_lag
      const isFuture = reader.boolean();
      reader.skipTaggedFields();
      visit(topic, partition, size, isFuture, disk);
    }
    reader.skipTaggedFields();
  }
}

/** -1 if it is not known. */
function bytesOrNone(bytes: number): number | undefined { return bytes < 0 ? undefined : bytes; }
