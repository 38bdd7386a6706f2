/** How an API server is reached. */
export interface Connection {
  readonly server: URL;
  /** The namespace in which the program works. */
  readonly namespace: string;
  /** Read again for every request: what is mounted into a pod is renewed while it runs. */
  credentials(): Credentials;
}

/** In PEM, as they are in files. Without an authority, those that Node.js knows are trusted. */
export interface Credentials {
  readonly certificateAuthority?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  /** A bearer token. */
  readonly token?: string;
  /** The name that the server's certificate must have, if it is not that of its address. */
  readonly serverName?: string;
}
