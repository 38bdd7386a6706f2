import { RuleDescription } from '../rule';

const SECRETS = 'https://kubernetes.io/docs/concepts/configuration/secret/';

export const passwordsAreGiven: RuleDescription = {
  id: 'users.password',
  summary: 'A user whose password somebody gives gets in only with that one.',
  why: 'To make another one would let nobody in who has the one that was meant.',
  source: SECRETS,
  mend: 'Make the Secret with that key, in the namespace of the cluster, and run the Job again.',
};

export const secretsAreThere: RuleDescription = {
  id: 'users.secret',
  summary: 'A user gets a password only if there is the Secret in which its client finds it.',
  why: 'Of what is made and kept nowhere nobody would ever know. A run may fill the Secret of a user, and makes none.',
  source: SECRETS,
  mend: 'Apply all manifests of the synthesis: they have the Secrets of users, without any data.',
  comesByItself: true,
};

export const secretsAreRead: RuleDescription = {
  id: 'users.secrets-read',
  summary: 'No password is set as long as the Secrets of users cannot be read.',
  why: 'It might be another one by now.',
  source: SECRETS,
  mend: 'Make sure that the API server answers, and that the Role of the run is that of the synthesis.',
  comesByItself: true,
};

export const aclsNeedAnAuthorizer: RuleDescription = {
  id: 'users.authorizer',
  summary: 'Without an authorizer no ACLs are made.',
  why: 'Kafka refuses to take them.',
  source: 'https://kafka.apache.org/documentation/#security_authz',
  mend: 'State `authorization: Authorization.acls()` of the cluster, or declare no ACLs.',
};

export const aclsAreRead: RuleDescription = {
  id: 'users.acls-read',
  summary: 'No ACLs are made or removed as long as Kafka does not tell which there are.',
  why: 'What is there already, and whose it is, is not known. Some authorizers keep no ACLs.',
  source: 'https://kafka.apache.org/documentation/#security_authz',
  mend: 'Allow the user of the program Describe on the cluster; with an authorizer that keeps no ACLs declare none.',
  comesByItself: true,
};

export const passwordsAreKnown: RuleDescription = {
  id: 'users.password-unknown',
  summary: 'A password that no run has set is not replaced by one that is made.',
  why: 'Whoever logs in with it would be out without a word.',
  source: 'https://kafka.apache.org/documentation/#security_sasl_scram',
  mend: "State the Secret with it (`UserAuthentication.scram({ secret, key })`), put it as `password` into the user's own, or remove it from Kafka.",
};

export const USER_RULES: readonly RuleDescription[] = [
  passwordsAreGiven, passwordsAreKnown, secretsAreThere, secretsAreRead, aclsNeedAnAuthorizer, aclsAreRead,
];
