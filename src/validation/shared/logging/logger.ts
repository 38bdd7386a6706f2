import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { Installation } from '../../subjects';

// eslint-disable-next-line no-control-regex
const CONTROL_CHARACTERS = /[\u0000-\u001f]/;

/** logback substitutes `${…}` in names, and XML 1.0 has no way to write these characters. */
const NOT_FOR_LOGBACK = /\$\{|[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

export const LOGGERS_HAVE_NAMES: Rule<Installation> = {
  id: 'logging.logger',
  severity: Severity.ERROR,
  summary: "A logger's name is not empty and consists of characters that the configuration of logging can hold.",
  why: 'The level would be that of all loggers, or the file could not be read.',
  source: 'https://logback.qos.ch/manual/configuration.html#variableSubstitution, https://www.w3.org/TR/xml/#charsets',
  *check({ logging, framework }) {
    for (const [logger, level] of Object.entries(logging.levels)) {
      const property = `logging.levels '${logger}'`;
      if (logger.trim() === '') {
        yield { property, value: level, message: 'a logger without a name', mend: "Name the logger, or state 'rootLevel', which is for all others." };
      } else if (CONTROL_CHARACTERS.test(logger) || (framework === 'logback' && NOT_FOR_LOGBACK.test(logger))) {
        yield { property, value: level, message: 'this name cannot be written in the configuration of logging', mend: 'Set the level of its parent logger instead.' };
      }
    }
  },
};
