import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, listenerOfUser } from '../../model';
import { userProperty } from '../../user-model';

export const USERS_COME_IN_AT_A_LISTENER: Rule<KafkaModel> = {
  id: 'users.listener',
  severity: Severity.ERROR,
  summary: 'The listener at which a user comes in is one for clients.',
  why: 'Its Secret would tell clients to go where nobody is.',
  source: 'https://kafka.apache.org/documentation/#listener_configuration',
  *check(model) {
    for (const user of model.users) {
      if (user.listener === undefined || listenerOfUser(model, user)) { continue; }
      const names = model.listeners.filter(({ purpose }) => purpose === 'client').map(({ declaredName = '' }) => `'${declaredName}'`);
      yield { property: userProperty(user, 'listener'), value: user.listener, message: 'there is no such listener for clients', mend: `Choose among ${names.join(', ')}.` };
    }
  },
};
