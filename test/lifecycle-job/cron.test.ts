import { cronProblem } from '../../src/lifecycle/cron';

test.each([
  '* * * * *', '*/15 * * * *', '0 3 * * *', '0-30/10,45 8-18 1,15 JAN-mar mon-FRI', '5/15 ? 1-31 12 0,6', ' 0  3 * *  * ', '@hourly', '@daily', '@every 6h', '@every 1h30m', '0 0 29 2 *', '0 0 30 1,2 *', '0 0 31 2 mon', '0 0 30 2 */2', '0 0 28-31 feb *', '0 0 31 */2 *', '0 0 31 1/2 *',
])('%s is one', (expression) => {
  expect(cronProblem(expression)).toBeUndefined();
});

test.each<[string, RegExp]>([
  ['', /^is empty$/],
  ['0 3 * *', /^has 4 fields instead of five/],
  ['0 0 3 * * *', /^has 6 fields instead of five/],
  ['60 * * * *', /^has the minute '60', which is not between 0 and 59$/],
  ['* 24 * * *', /hour '24', which is not between 0 and 23/],
  ['* * 0 * *', /day of the month '0', which is not between 1 and 31/],
  ['* * * 13 *', /month '13', which is not between 1 and 12, nor jan, …/],
  // Other crons take Sunday as 7.
  ['* * * * 7', /day of the week '7', which is not between 0 and 6, nor sun, …/],
  ['* * * * monday', /day of the week 'monday', which is not/],
  ['1,61 * * * *', /minute '1,61', whose part '61' is not between/],
  ['30-10 * * * *', /minute '30-10', which is a range that ends before it begins/],
  ['*/0 * * * *', /minute '\*\/0', which has a step that is no number above 0/],
  ['*/x * * * *', /step that is no number/],
  ['1/2/3 * * * *', /is no value, range or step/],
  ['1-2-3 * * * *', /is no value, range or step/],
  ['*-5 * * * *', /which is not between/],
  [', * * * *', /is no value, range or step/],
  ['0 0 30 2 *', /^names the day of the month '30' in month '2', which never comes$/],
  ['0 0 31 apr,6-6,9 *', /never comes/],
  ['0 0 30,31 feb ?', /never comes/],
  ['0 0 30 2 1,*', /never comes/],
  ['@reboot', /^is none of @yearly, /],
  ['@daily x', /^is none of/],
  ['@every', /needs a duration/],
  ['@every day', /needs a duration/],
  ['TZ=Europe/Berlin 0 3 * * *', /names a time zone/],
  ['CRON_TZ=UTC 0 3 * * *', /names a time zone/],
])('%s is none', (expression, problem) => {
  expect(cronProblem(expression)).toMatch(problem);
});
