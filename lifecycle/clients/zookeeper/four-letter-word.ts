import { connect } from 'node:net';

/** Sends one of ZooKeeper's four-letter words and gives the answer, which ends with the connection. */
export function fourLetterWord(host: string, port: number, word: string, milliseconds: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, host, () => socket.write(word));
    const timer = setTimeout(() => socket.destroy(new Error(`${host}:${port} did not answer ${word} within ${milliseconds / 1000} s`)), milliseconds);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => answer += text);
    socket.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(answer);
    });
  });
}
