// @ts-check
import { describe, expect, test } from 'vitest';
import { askUntilAnswered, mayPass } from './ask.mjs';

/** @param {string} code @param {object} [apiError] */
const natsError = (code, apiError) => Object.assign(new Error(code), { code, api_error: apiError });

describe('what may pass', () => {
  test.each([
    ['no reply in time', natsError('TIMEOUT')],
    ['nobody there to reply', natsError('503')],
    ['no room for the copies yet', natsError('400', { code: 400, err_code: 10005 })],
    ['a stream that the meta leader has not heard of yet', natsError('404', { code: 404, err_code: 10059 })],
    ['no meta leader yet', natsError('503', { code: 503, err_code: 10008 })],
  ])('%s', (_, error) => expect(mayPass(error)).toBe(true));

  test.each([
    ['a name that is in use', natsError('400', { code: 400, err_code: 10058 })],
    ['a refused login', natsError('AUTHORIZATION_VIOLATION')],
    ['a bug', new TypeError('x is not a function')],
    ['nothing', undefined],
  ])('not %s', (_, error) => expect(mayPass(error)).toBe(false));
});

/** @param {readonly (string | Error)[]} answers one for each time that it is asked */
function asked(answers) {
  let times = 0;
  const ask = () => {
    const answer = answers[times++] ?? '';
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { ask, times: () => times };
}

describe('asking until there is an answer', () => {
  test('goes on over what may pass, and takes the first answer', async () => {
    const { ask, times } = asked([natsError('503'), natsError('TIMEOUT'), 'made']);
    expect(await askUntilAnswered('a stream', ask)).toBe('made');
    expect(times()).toBe(3);
  });

  test('an empty answer is one', async () => {
    const { ask, times } = asked(['']);
    expect(await askUntilAnswered('a stream', ask)).toBe('');
    expect(times()).toBe(1);
  });

  test('a refusal that will not change is thrown at once', async () => {
    const refusal = natsError('400', { code: 400, err_code: 10058 });
    const { ask, times } = asked([refusal, 'made']);
    await expect(askUntilAnswered('a stream', ask)).rejects.toBe(refusal);
    expect(times()).toBe(1);
  });

  test('in the end it says what was asked for, and what came last', async () => {
    const last = natsError('503');
    const { ask } = asked([last]);
    await expect(askUntilAnswered('a stream', () => ask().then(() => Promise.reject(last)), 0)).rejects.toMatchObject({
      message: expect.stringContaining('a stream'),
      cause: last,
    });
  });
});
