import { declaredListeners } from './declared-listeners';
import { subdomainProblem } from '../../../kubernetes/dns-name';
import { secretKeyProblem } from '../../../kubernetes/secret-key';
import { hasTrust } from '../../../security/model';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';

export const TLS_CAN_BE_SPOKEN: Rule<KafkaModel> = {
  id: 'listeners.tls',
  severity: Severity.ERROR,
  summary: 'TLS of a listener names a Secret and keys of it that Kubernetes takes, versions that are TLSv1.2 or TLSv1.3, and authorities of clients only if they are asked for certificates.',
  why: 'The pods would wait for a Secret that cannot be, or Kafka would not start; authorities that nothing reads look as if clients were asked for certificates.',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/, https://kafka.apache.org/documentation/#brokerconfigs_ssl.enabled.protocols, KIP-371',
  *check(model) {
    for (const { listener: { tls }, property } of declaredListeners(model)) {
      if (!tls) { continue; }
      const problem = subdomainProblem(tls.secret);
      if (problem) { yield { property: `${property}.tls secret`, value: tls.secret || "''", message: `it must ${problem}`, mend: 'Use the name of a Secret in the namespace.' }; }
      for (const member of ['certificate', 'privateKey', 'clientAuthorities'] as const) {
        if (secretKeyProblem(tls[member]) === undefined) { continue; }
        yield {
          property: `${property}.tls ${member}`, value: tls[member] || "''", message: 'it is no key of a Secret', mend: "Use letters, digits, hyphens, underscores and dots, as in 'tls.crt'.",
        };
      }
      if (tls.clientAuthoritiesGiven && !hasTrust(tls)) {
        yield {
          property: `${property}.tls clientAuthorities`,
          value: tls.clientAuthorities,
          message: 'clients are not asked for certificates, so nothing reads it',
          mend: 'State clientCertificates: ClientCertificates.REQUIRED, or leave it out.',
        };
      }
      for (const protocol of tls.protocols) {
        if (protocol === 'TLSv1.3' || protocol === 'TLSv1.2') { continue; }
        yield { property: `${property}.tls protocols`, value: protocol || "''", message: 'it is no version of TLS that is safe', mend: "State 'TLSv1.3', 'TLSv1.2' or both." };
      }
      for (const rule of tls.principalMappingRules) {
        if (isMappingRule(rule)) { continue; }
        yield {
          property: `${property}.tls principalMappingRules`, value: rule || "''", message: 'it is no rule that Kafka reads', mend: "State such as 'RULE:^CN=([^,]+).*$/$1/' or 'DEFAULT'.",
        };
      }
    }
  },
};

/** One rule as `SslPrincipalMapper` reads it. */
function isMappingRule(rule: string): boolean {
  const [, pattern] = /^RULE:((?:\\.|[^\\/])*)\/(?:\\.|[^\\/])*\/[LU]?$/.exec(rule) ?? [];
  return rule === 'DEFAULT' || (pattern !== undefined && pattern !== '');
}
