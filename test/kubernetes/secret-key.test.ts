import { secretKeyProblem } from '../../src/kubernetes/secret-key';

test('keys of a Secret are those that Kubernetes takes', () => {
  for (const key of ['tls.crt', 'a', '.b', '_', '-', 'db_Password.1', 'a..b', 'x'.repeat(253)]) { expect([key, secretKeyProblem(key)]).toEqual([key, undefined]); }
  for (const key of ['', '.', '..', '..crt', '...', 'a b', 'a/b', 'ä', 'a\n', 'x'.repeat(254)]) { expect([key, secretKeyProblem(key)]).toEqual([key, expect.stringMatching(/^consist of/)]); }
});
