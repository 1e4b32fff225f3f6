import { expect, it } from 'vitest';
import { err, ok, type Result } from '../lib/result';
import { requestPatiently } from './patient';
import { subject } from './subject';
import type { Reply, TransportError } from './transport';

const about = subject('WHO');
const reply: Reply = { subject: 'x', payload: new Uint8Array(), headers: new Map(), receivedAt: 0 as never };

function asked(...answers: readonly Result<Reply, TransportError>[]) {
  const deadlines: number[] = [];
  const request = (_: unknown, __: unknown, { deadlineMs }: { readonly deadlineMs: number }) => {
    deadlines.push(deadlineMs);
    return Promise.resolve(answers[deadlines.length - 1] ?? err({ code: 'closed' } as const));
  };
  return { deadlines, answer: requestPatiently({ request }, about, new AbortController().signal) };
}

it('asks once more, and longer, where no reply came in time', async () => {
  const { deadlines, answer } = asked(err({ code: 'timeout' }), ok(reply));
  expect(await answer).toEqual(ok(reply));
  expect(deadlines).toEqual([1000, 3000]);
});

it('takes the first answer, and whatever else is no silence', async () => {
  for (const first of [ok(reply), err({ code: 'noResponders' } as const)]) {
    const { deadlines, answer } = asked(first);
    expect(await answer).toEqual(first);
    expect(deadlines).toEqual([1000]);
  }
});
