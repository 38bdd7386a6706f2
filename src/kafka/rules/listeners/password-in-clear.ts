import { declaredListeners } from './declared-listeners';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';

export const PASSWORDS_ARE_ENCRYPTED: Rule<KafkaModel> = {
  id: 'listeners.password-in-clear',
  severity: Severity.WARNING,
  summary: 'A listener at which passwords or tokens are sent as they are (PLAIN, OAUTHBEARER) speaks TLS.',
  why: 'Whoever sees the network between client and broker reads them, and comes in as that client.',
  source: 'https://kafka.apache.org/documentation/#security_sasl_plain_production, https://www.rfc-editor.org/rfc/rfc4616#section-6',
  *check(model) {
    for (const { listener, property } of declaredListeners(model)) {
      const sent = listener.mechanisms.filter(({ name }) => name === 'PLAIN' || name === 'OAUTHBEARER').map(({ name }) => name);
      if (sent.length === 0 || listener.tls) { continue; }
      yield { property: `${property}.authentication`, value: sent.join(', '), message: 'it sends passwords or tokens through the network in clear', mend: 'State tls, as in Tls.fromSecret(…).' };
    }
  },
};
