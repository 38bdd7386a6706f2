import { isLevel, LEVELS } from '../../../config/logging';
import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { Installation } from '../../subjects';

export const LEVELS_ARE_KNOWN: Rule<Installation> = {
  id: 'logging.level',
  severity: Severity.ERROR,
  summary: `A level of logging is one of ${LEVELS.join(', ')}.`,
  why: 'reload4j and logback take DEBUG for what they do not know, which fills disks.',
  source: 'ch.qos.logback.classic.Level#toLevel, org.apache.log4j.Level#toLevel',
  *check({ logging }) {
    const levels: [string, string][] = [
      ['logging.rootLevel', logging.rootLevel],
      ...Object.entries(logging.levels).map(([logger, level]): [string, string] => [`logging.levels '${logger}'`, level]),
    ];
    for (const [property, level] of levels) {
      if (isLevel(level)) { continue; }
      yield { property, value: level === '' ? "''" : level, message: 'there is no such level', mend: `Use one of ${LEVELS.join(', ')}.` };
    }
  },
};
