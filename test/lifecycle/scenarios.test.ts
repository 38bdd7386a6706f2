import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ScenarioBlock, readScenario, writeScenario } from './scenario-file';
import { Story } from './story';
import { CLUSTER_GATES, ENSEMBLE_GATES, ENSEMBLE_RULES, SAFETY_RULES } from '../../lifecycle/plan/rules';

const FOLDER = join(__dirname, 'scenarios');
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.txt')).sort();

/** `REWRITE_SCENARIOS=1 npx jest test/lifecycle/scenarios` writes what the program says now into the files; git shows what has become different. */
const REWRITE = process.env.REWRITE_SCENARIOS === '1';

function told(blocks: readonly ScenarioBlock[], without?: string): readonly ScenarioBlock[] {
  const story = new Story(without);
  return blocks.map((block) => ({ ...block, expected: block.commands.flatMap((command) => story.tell(command)) }));
}

describe('scenarios', () => {
  test.each(FILES)('%s', (file) => {
    const blocks = readScenario(join(FOLDER, file));
    const now = told(blocks);
    if (REWRITE) { writeScenario(join(FOLDER, file), now); }
    const lines = (of: readonly ScenarioBlock[]) => of.flatMap((b) => [...b.commands, ...b.expected.map((line) => `    ${line}`)]);
    expect(lines(now)).toEqual(lines(REWRITE ? now : blocks));
  });
});

/** Without a rule, the program must do something else in at least one scenario: else nothing shows what the rule is for. */
describe('each rule is needed', () => {
  const rules = [...new Set([...CLUSTER_GATES, ...ENSEMBLE_GATES, ...SAFETY_RULES, ...ENSEMBLE_RULES].map((rule) => rule.id))];
  test.each(rules)('%s', (rule) => {
    const noticed = FILES.filter((file) => {
      const blocks = readScenario(join(FOLDER, file));
      try {
        return told(blocks, rule).some((block, i) => block.expected.join('\n') !== blocks[i].expected.join('\n'));
      } catch {
        // Some rules keep the others from what they cannot judge.
        return true;
      }
    });
    expect(noticed).not.toEqual([]);
  });
});
