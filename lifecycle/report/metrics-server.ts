import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface MetricsServer {
  readonly port: number;
  close(): void;
}

/**
 * Answers `GET /metrics` while the run lasts.
 *
 * @throws if the port cannot be had
 */
export async function serveMetrics(port: number, text: () => string): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const found = request.method === 'GET' && request.url?.split('?', 1)[0] === '/metrics';
    response.writeHead(found ? 200 : 404, { 'content-type': found ? 'text/plain; version=0.0.4; charset=utf-8' : 'text/plain' });
    response.end(found ? text() : 'Ask for /metrics.\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => { reject(new Error(`Metrics cannot be served on port ${port}: ${error.message}. Name another one with --metrics-port.`)); });
    server.listen(port, resolve);
  });
  // Whoever asks must not keep the process from ending.
  server.unref();
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
