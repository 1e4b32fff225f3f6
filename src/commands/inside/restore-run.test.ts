import { describe, expect, it } from 'vitest';
import type { RestoreReport } from '../../domain/backup/backup';
import type { JobEnd } from '../../domain/inside/client-ops';
import { recordedBackup } from '../../testing/backups';
import { failing, replyOf } from '../../testing/command-session';
import {
  chosenBackup,
  newest,
  nothingSaid,
  refusal,
  restoreOf,
  restoreSession,
  wordOf,
  type BeginRestore,
} from '../../testing/restore-session';
import type { TransportError } from '../../transport/transport';
import { createCommands } from '../create-commands';
import { Senders } from '../senders';
import { Jobs } from './jobs';
import { Restore } from './restore-run';

type World = Awaited<ReturnType<typeof prepared>>;
type Files = Parameters<Awaited<ReturnType<typeof restoreSession>>['run']>[1];
type At = Parameters<Awaited<ReturnType<typeof restoreSession>>['run']>[2];
type Stage = RestoreReport['stage'];

const { data } = recordedBackup('2.15.1');
const requested = 'RESTORE.SHELF';
const deleted = 'DELETE.SHELF';
const back = { messages: 10, firstSeq: 2, lastSeq: 12, consumers: 1 };
/** What a stream of that name holds that an application made, with one message so far. */
const another = { firstSeq: 1, lastSeq: 1, gone: new Set<number>(), consumers: [], lastTime: newest + 1 };
const noSpace = refusal(10_023, 'insufficient resources, see /var/lib/nats/jetstream');
const inWords = { kind: 'failed', code: 10_023, description: 'insufficient resources, see …/jetstream' };

/** As a job, which ends with its connection. */
const begin: BeginRestore = (deps, order, changed) => {
  const jobs = new Jobs(deps.clock);
  const id = jobs.start(({ signal, changed: news }) => {
    const tell = () => {
      news();
      changed(restore.report);
    };
    const pipe = { ...deps, senders: new Senders(deps) };
    const restore = new Restore(pipe, { ...order, command: restoreOf }, tell, signal);
    return { report: () => ({ report: restore.report }), run: () => restore.run(), link: order.transport };
  });
  const ended = async (after = 0): Promise<JobEnd> => {
    const news = await jobs.read(id, after, new AbortController().signal);
    return news?.end ?? ended(news?.revision);
  };
  return { stop: () => jobs.stop(id), ended: ended() };
};

async function prepared() {
  const session = await restoreSession(createCommands);
  return { ...session, run: (...[files, at]: readonly [files?: Files, at?: At]) => session.run(begin, files, at) };
}

describe('a restore', () => {
  it('that nothing comes in the way of is checked, sent once, looked for, and told with what came back', async () => {
    const { run, asked, sent } = await prepared();
    const { report, stages, end } = await run();
    expect(report).toMatchObject({
      outcome: { kind: 'verified', result: { kind: 'restored', messages: 10 } },
      ...{ expected: back, found: back, fault: null, left: null },
    });
    expect(stages).toEqual(['checking', 'sending', 'restoring', 'looking', 'done']);
    expect(end).toEqual({ kind: 'done' });
    expect(asked()).toEqual([requested]);
    expect(sent.map(({ size }) => size)).toEqual([100, 100, 100, 100, 100, 100, 100, 100, 14, 0]);
  });

  it('whose consumers come a little later is done when they are there', async () => {
    const { run, script, stand, clock } = await prepared();
    script.end = () => {
      const stream = stand({ consumers: [] });
      clock.after(300, () => (stream.consumers = ['reader']));
      return wordOf({ config: {} });
    };
    const { report } = await run();
    expect(report).toMatchObject({ outcome: { kind: 'verified' }, found: back, left: null });
  });

  it.each([
    ['whose consumers never come', { consumers: [] }, { ...back, consumers: 0 }],
    ['that brought fewer messages', { lastSeq: 11 }, { ...back, messages: 9, lastSeq: 11 }],
  ])('%s is told with what is there, and nothing of it is taken away', async (_, change, found) => {
    const { run, script, stand, asked } = await prepared();
    script.end = () => (stand(change), wordOf({ config: {} }));
    const { report } = await run();
    expect(report).toMatchObject({ outcome: { kind: 'notVerified', reason: 'holdsLess' }, found, left: null });
    expect(asked()).toEqual([requested]);
  });

  it.each([
    ['nothing that can be read', new Uint8Array([1, 2, 3])],
    ['an empty word', nothingSaid],
    ['something else', wordOf([])],
  ])('that ends with %s is looked for', async (_, word) => {
    const { run, script, stand } = await prepared();
    script.end = () => (stand(), word);
    expect((await run()).report).toMatchObject({ outcome: { kind: 'verified' }, found: back, left: null });
  });
});

describe('a file that is none, or damaged', () => {
  it.each([
    ['damaged', chosenBackup(data.with(400, 1))],
    ['truncated', chosenBackup(data.slice(0, 500))],
    ['notArchive', chosenBackup(new Uint8Array(2000).fill(65))],
    ['notArchive', { name: 'a.tar', content: new Blob(['x'.repeat(600)]) }],
    ['cut', { name: 'a.tar', content: chosenBackup().content.slice(0, 2100) }],
  ] as const)('is told to be so (%s), and no server is asked', async (fault, file) => {
    const { run, asked } = await prepared();
    const { report, end } = await run([file]);
    expect(report).toMatchObject({ stage: 'checking', fault, outcome: null, left: null, found: null });
    expect(end).toEqual({ kind: 'failed', failure: { kind: 'unreadable' } });
    expect(asked()).toEqual([]);
  });

  it('is not sent when it is stopped while it is read', async () => {
    const { run, asked } = await prepared();
    const { report, end } = await run([chosenBackup()], (_stage, stop) => stop());
    expect(report).toMatchObject({ stage: 'checking', fault: null, outcome: null, left: null });
    expect(end).toEqual({ kind: 'stopped' });
    expect(asked()).toEqual([]);
  });

  it('that goes from the disk while it is sent ends the restore, and what came is taken away', async () => {
    const world = await prepared();
    const { content } = chosenBackup();
    const state = { isGone: false };
    const slice = content.slice.bind(content);
    // Slices of slices, as the tar is cut.
    content.slice = (...range) => {
      const part = slice(...range);
      const inner = part.slice.bind(part);
      part.slice = (...within) => {
        if (state.isGone) throw new Error('gone');
        return inner(...within);
      };
      return part;
    };
    world.script.isKept = false;
    const { report } = await world.run([{ name: 'a.tar', content }], (stage) => {
      state.isGone = stage === 'sending';
      world.script.isKept = state.isGone || world.script.isKept;
    });
    expect(report).toMatchObject({
      ...{ stage: 'done', fault: 'unreadable', left: 'removed', found: null },
      outcome: { kind: 'notVerified', reason: 'calledOff' },
    });
  });
});

describe('a restore that is not taken', () => {
  it('because a stream of that name came meanwhile is not asked for', async () => {
    const { run, stand, asked, isThere } = await prepared();
    const { report } = await run([chosenBackup()], () => void stand());
    expect(report).toMatchObject({ stage: 'done', outcome: { kind: 'aborted', reason: 'nameInUse' }, left: null });
    expect([asked(), isThere()]).toEqual([[], true]);
  });

  it('because the server refuses it says so in its words, and touches nothing', async () => {
    const { run, script, asked } = await prepared();
    script.request = () => replyOf(noSpace);
    const { report, stages } = await run();
    expect(report).toMatchObject({ outcome: inWords, left: null, found: null });
    expect(stages).toEqual(['checking', 'done']);
    expect(asked()).toEqual([requested]);
  });

  it.each<[TransportError, object]>([
    [{ code: 'notConnected' }, { kind: 'aborted', reason: 'linkNotLive' }],
    [{ code: 'closed' }, { kind: 'aborted', reason: 'linkNotLive' }],
    [{ code: 'noResponders' }, { kind: 'failed', description: 'noResponders' }],
    [
      { code: 'denied', operation: 'publish' },
      { kind: 'failed', description: 'denied' },
    ],
    [
      { code: 'requestTooLarge', limitBytes: 1 },
      { kind: 'failed', description: 'requestTooLarge' },
    ],
  ])('because nobody gets it ($code) touches nothing', async (error, outcome) => {
    const { run, script, asked } = await prepared();
    script.request = () => failing(error);
    expect((await run()).report).toMatchObject({ stage: 'done', outcome, left: null, found: null });
    expect(asked()).toEqual([requested]);
  });
});

describe('a request whose answer is lost or cannot be read', () => {
  const answers = [
    ['lost', failing({ code: 'timeout' })],
    ['unknown', failing({ code: 'outcomeUnknown' })],
    ['unreadable', replyOf({})],
    ['nonsense', replyOf('words')],
  ] as const;

  it.each(answers)('(%s) frees a name that is kept for it', async (_, answer) => {
    const { run, script, asked } = await prepared();
    script.request = () => ((script.isKept = true), answer);
    const { report, stages } = await run();
    expect(report).toMatchObject({ outcome: { kind: 'notVerified', reason: 'timeout' }, left: 'removed' });
    expect(stages).toEqual(['checking', 'removing', 'done']);
    expect(asked()).toEqual([requested, deleted]);
  });

  it.each(answers)('(%s) leaves nothing where no name is kept', async (_, answer) => {
    const { run, script } = await prepared();
    script.request = () => answer;
    expect((await run()).report).toMatchObject({ left: 'nothing' });
  });

  it.each(answers)(
    '(%s) leaves a stream alone that somebody made meanwhile, and that holds one new message',
    async (_, answer) => {
      const { run, script, stand, asked, isThere } = await prepared();
      script.request = () => (stand(another), answer);
      expect((await run()).report).toMatchObject({ left: 'there' });
      expect([asked(), isThere()]).toEqual([[requested], true]);
    },
  );
});

/** What comes in the way while the data are sent, and what is said of it. */
const troubles: Readonly<
  Record<string, { readonly happens: (world: World, stop: () => void) => void; outcome: object }>
> = {
  'that is stopped': {
    happens: (_world, stop) => stop(),
    outcome: { kind: 'notVerified', reason: 'calledOff' },
  },
  'whose connection is lost and comes back': {
    happens: ({ lose }) => lose(1000),
    outcome: { kind: 'notVerified', reason: 'connectionLost' },
  },
  'whose data the server refuses': {
    happens: ({ script }) => (script.piece = () => wordOf(noSpace)),
    outcome: inWords,
  },
  'whose data an old server refuses in a text': {
    happens: ({ script }) => (script.piece = () => new TextEncoder().encode("-ERR 'no space on /data/js/x'")),
    outcome: { kind: 'failed', code: null, description: "-ERR 'no space on …/x'" },
  },
  'whose data nobody takes any more': {
    happens: ({ script }) => (script.piece = () => 'nobody'),
    outcome: { kind: 'failed', description: 'noResponders' },
  },
  'whose data are not acknowledged': {
    happens: ({ script }) => (script.piece = (number) => (number < 3 ? nothingSaid : null)),
    outcome: { kind: 'notVerified', reason: 'connectionLost' },
  },
};

describe.each(Object.entries(troubles))('a restore %s while it is sent', (_, { happens, outcome }) => {
  const on = (world: World, also: () => void) => (stage: Stage, stop: () => void) => {
    if (stage !== 'sending') return;
    happens(world, stop);
    also();
  };

  it('frees the name that is kept for it', async () => {
    const world = await prepared();
    const { report, stages } = await world.run(
      [chosenBackup()],
      on(world, () => (world.script.isKept = true)),
    );
    expect(report).toMatchObject({ stage: 'done', outcome, left: 'removed', found: null, fault: null });
    expect(stages.slice(-2)).toEqual(['removing', 'done']);
    expect(world.asked()).toEqual([requested, deleted]);
  });

  it('takes away the part of it that came', async () => {
    const world = await prepared();
    const { report } = await world.run(
      [chosenBackup()],
      on(world, () => world.stand({ lastSeq: 5, gone: new Set() })),
    );
    expect(report).toMatchObject({ outcome, left: 'removed' });
    expect(world.isThere()).toBe(false);
  });

  it.each([
    ['holds more', { lastSeq: 13 }],
    ['holds a message that is newer than the backup', another],
    ['holds no message any more, and held one', { ...another, firstSeq: 2 }],
    ['has other consumers, too', { consumers: ['reader', 'other'] }],
    ['is configured otherwise', { config: { max_msgs: 5 } }],
  ])('leaves a stream alone that somebody else made: it %s', async (__, change) => {
    const world = await prepared();
    const { report } = await world.run(
      [chosenBackup()],
      on(world, () => world.stand(change)),
    );
    expect(report).toMatchObject({ outcome, left: 'there' });
    expect([world.asked(), world.isThere()]).toEqual([[requested], true]);
  });
});

describe('a connection that is lost', () => {
  it('while data are sent, for good, leaves it unknown what is there, and deletes nothing', async () => {
    const world = await prepared();
    const { report, end } = await world.run([chosenBackup()], (stage) => {
      if (stage === 'sending') world.lose();
    });
    expect(report).toMatchObject({
      ...{ stage: 'done', left: 'unknown', found: null },
      outcome: { kind: 'notVerified', reason: 'connectionLost' },
    });
    expect(end).toEqual({ kind: 'failed', failure: { kind: 'notLive' } });
    expect(world.asked()).toEqual([requested]);
  });

  it.each([7000, 14_000, 14_600, 15_000, 20_000, 22_500])(
    'and is back after %d ms deletes nothing of a stream that somebody made meanwhile',
    async (backAfter) => {
      const world = await prepared();
      const { report } = await world.run([chosenBackup()], (stage) => {
        if (stage !== 'sending') return;
        world.stand(another);
        world.lose(backAfter);
      });
      expect(['there', 'unknown']).toContain(report.left);
      expect([world.asked(), world.isThere()]).toEqual([[requested], true]);
    },
  );

  it('when all data are there takes nothing away: it is looked for', async () => {
    const world = await prepared();
    world.script.end = () => (world.stand(), null);
    const { report } = await world.run([chosenBackup()], (stage) => {
      if (stage === 'restoring') world.clock.after(10, () => world.lose(2000));
    });
    expect(report).toMatchObject({ outcome: { kind: 'verified' }, found: back, left: null });
    expect(world.asked()).toEqual([requested]);
  });

  it('when all data are there, for good, says that it is lost, and takes nothing away', async () => {
    const world = await prepared();
    const { report } = await world.run([chosenBackup()], (stage) => {
      if (stage === 'restoring') world.lose();
    });
    expect(report).toMatchObject({
      ...{ stage: 'done', found: null, left: null },
      outcome: { kind: 'notVerified', reason: 'connectionLost' },
    });
    expect(world.asked()).toEqual([requested]);
  });
});

describe('a restore whose data are all there', () => {
  it('cannot be stopped any more', async () => {
    const { run, asked } = await prepared();
    const { report, end } = await run([chosenBackup()], (stage, stop) => {
      if (stage === 'restoring' || stage === 'looking') stop();
    });
    expect(report).toMatchObject({ outcome: { kind: 'verified' }, found: back, left: null });
    expect(end).toEqual({ kind: 'stopped' });
    expect(asked()).toEqual([requested]);
  });

  it.each<readonly [what: string, left: string, leave: (world: World) => void]>([
    ['nothing', 'nothing', () => undefined],
    ['a kept name', 'removed', ({ script }) => void (script.isKept = true)],
    ['all of its messages', 'removed', ({ stand }) => void stand()],
    ['more than its messages', 'there', ({ stand }) => void stand({ lastSeq: 20 })],
  ])('and that the server could not make a stream of has failed, and leaves %s: %s', async (_, left, leave) => {
    const world = await prepared();
    world.script.end = () => {
      leave(world);
      return wordOf(noSpace);
    };
    const { report } = await world.run();
    expect(report).toMatchObject({ stage: 'done', outcome: inWords, left, found: null });
    expect(world.asked()).toEqual(left === 'there' ? [requested] : [requested, deleted]);
  });
});
