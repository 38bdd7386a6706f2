import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { listenerOfUser } from '../../render/desired-users';
import { userProperty } from '../../user-model';

export const LISTENERS_HAVE_THE_MECHANISMS_OF_USERS: Rule<KafkaModel> = {
  id: 'users.mechanism',
  severity: Severity.WARNING,
  summary: 'A user with a password comes in at a listener that has its mechanism.',
  why: 'It could log in nowhere that is declared here: its Secret would lead clients to a listener that refuses them, or that asks nobody who he is.',
  source: 'https://kafka.apache.org/documentation/#security_sasl_scram',
  *check(model) {
    for (const user of model.users) {
      const listener = listenerOfUser(model, user);
      const { scram } = user;
      if (!listener || !scram || listener.mechanisms.some(({ name }) => name === scram.mechanism)) { continue; }
      yield {
        property: userProperty(user, 'authentication'),
        value: scram.mechanism,
        message: `listener '${listener.declaredName}' does not have that mechanism`,
        mend: "State it at a listener: Listener.internal('users', { tls: …, authentication: Authentication.scram() }).",
      };
    }
  },
};
