/** The first message of a client of TLS 1.3 or 1.2, as bytes (RFC 8446, 4.1.2): what a server must answer before it knows anybody. It offers what any server of Java has. */
export function clientHello(): readonly number[] {
  const body = [
    ...[3, 3],
    // Nothing is made secret with it.
    ...Array.from({ length: 32 }, (_, i) => i),
    // No session to be resumed.
    0,
    ...sized(2, CIPHER_SUITES.flatMap(uint16)),
    // No compression.
    ...[1, 0],
    ...sized(2, [
      ...extension(SUPPORTED_GROUPS, sized(2, [0x001d, 0x0017, 0x0018].flatMap(uint16))),
      ...extension(POINT_FORMATS, [1, 0]),
      ...extension(SIGNATURE_ALGORITHMS, sized(2, [0x0403, 0x0503, 0x0603, 0x0807, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601].flatMap(uint16))),
      ...extension(EXTENDED_MASTER_SECRET, []),
      ...extension(SUPPORTED_VERSIONS, sized(1, [0x0304, 0x0303].flatMap(uint16))),
      // None yet: the server asks for one.
      ...extension(KEY_SHARE, sized(2, [])),
    ]),
  ];
  const handshake = [CLIENT_HELLO, ...sized(3, body)];
  return [HANDSHAKE, 3, 1, ...sized(2, handshake)];
}

const HANDSHAKE = 22;
const CLIENT_HELLO = 1;
const SUPPORTED_GROUPS = 10;
const POINT_FORMATS = 11;
const SIGNATURE_ALGORITHMS = 13;
const EXTENDED_MASTER_SECRET = 23;
const SUPPORTED_VERSIONS = 43;
const KEY_SHARE = 51;

/** Of TLS 1.3, then those of TLS 1.2 with forward secrecy and, for a server that is told to have no better one, without. */
const CIPHER_SUITES = [
  0x1302, 0x1301, 0x1303,
  0xc02c, 0xc02b, 0xcca9, 0xc030, 0xc02f, 0xcca8, 0x009f, 0x009e, 0xccaa,
  0xc024, 0xc023, 0xc028, 0xc027, 0x006b, 0x0067, 0xc00a, 0xc009, 0xc014, 0xc013, 0x0039, 0x0033,
  0x009d, 0x009c, 0x003d, 0x003c, 0x0035, 0x002f,
];

function uint16(value: number): readonly number[] { return bigEndian(2, value); }

function bigEndian(bytes: number, value: number): readonly number[] {
  const written = Buffer.alloc(bytes);
  written.writeUIntBE(value, 0, bytes);
  return [...written];
}

/** With its length before it, in so many bytes. */
function sized(bytes: number, content: readonly number[]): readonly number[] {
  return [...bigEndian(bytes, content.length), ...content];
}

function extension(type: number, content: readonly number[]): readonly number[] {
  return [...uint16(type), ...sized(2, content)];
}
