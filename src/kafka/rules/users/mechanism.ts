import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, listenerOfUser } from '../../model';
import { userProperty } from '../../user-model';

export const USERS_CAN_AUTHENTICATE: Rule<KafkaModel> = {
  id: 'users.mechanism',
  severity: Severity.WARNING,
  summary: 'The listener at which a user with a password comes in lets clients authenticate by its mechanism.',
  why: 'The password would be of no use: nobody is asked for it there.',
  source: 'https://kafka.apache.org/documentation/#security_sasl_scram',
  *check(model) {
    for (const user of model.users) {
      const { scram } = user;
      const listener = listenerOfUser(model, user);
      if (!scram || !listener || listener.mechanisms.some(({ name }) => name === scram.mechanism)) { continue; }
      yield {
        property: userProperty(user, 'authentication'),
        value: scram.mechanism,
        message: `listener '${listener.declaredName ?? listener.name}' does not have this mechanism`,
        mend: 'State `authentication: Authentication.scram()` with this mechanism for a listener.',
      };
    }
  },
};
