import { describe, expect, it } from 'vitest';
import { descriptionFile, dataFile, type ChosenFile } from '../../domain/backup/backup';
import { recordedBackup, recordedVersions, tarOf } from '../../testing/backups';
import { checkData, openBackup, readBackup } from './backup-file';

const bytes = (text: string) => new TextEncoder().encode(text);
const never = new AbortController().signal;
const { reply, data } = recordedBackup('2.15.1');
const description = bytes(JSON.stringify(reply));
const file = (name: string, content: Uint8Array<ArrayBuffer>): ChosenFile => ({ name, content: new Blob([content]) });
const fault = (name: string) => ({ ok: true, value: { fault: name } });

describe('a chosen backup', () => {
  it.each(recordedVersions)(
    'of %s tells what it holds, out of the one file or the two of a folder',
    async (version) => {
      const recorded = recordedBackup(version);
      const text = bytes(JSON.stringify(recorded.reply));
      const read = {
        config: { name: 'SHELF' },
        format: version === '2.15.1' ? 'messages' : 'files',
        size: recorded.data.length,
      };
      const one = file('a.tar', tarOf({ [descriptionFile]: text, [dataFile]: recorded.data }));
      const inFolder = file(
        'b.tar',
        tarOf({ 'x/backup.json': text, 'x/stream.tar.s2': recorded.data, 'x/more': text }),
      );
      const both = [file(dataFile, recorded.data), file(descriptionFile, text)];
      for (const files of [[one], [inFolder], both])
        expect(await readBackup({ files })).toMatchObject({ ok: true, value: { facts: read } });
    },
  );

  it('is none where one of both is missing, or what it should hold is something else', async () => {
    expect(await readBackup({ files: [] })).toEqual(fault('noDescription'));
    expect(await readBackup({ files: [file(descriptionFile, description)] })).toEqual(fault('noData'));
    expect(await readBackup({ files: [file('a.tar', tarOf({ [dataFile]: data }))] })).toEqual(fault('noDescription'));
    const unread = tarOf({ [descriptionFile]: bytes('{}'), [dataFile]: data });
    expect(await readBackup({ files: [file('a.tar', unread)] })).toEqual(fault('noDescription'));
    const other = tarOf({ [descriptionFile]: description, [dataFile]: bytes('x'.repeat(900)) });
    expect(await readBackup({ files: [file('a.tar', other)] })).toEqual(fault('notArchive'));
    expect(await readBackup({ files: [file('a.tar', bytes('x'.repeat(9000)))] })).toEqual(fault('notArchive'));
    expect(await readBackup({ files: [file('a.tar', new Uint8Array())] })).toEqual(fault('notArchive'));
    const huge = tarOf({ [descriptionFile]: new Uint8Array(1024 * 1024 + 1), [dataFile]: data });
    expect(await readBackup({ files: [file('a.tar', huge)] })).toEqual(fault('noDescription'));
  });

  it('is cut where the file ends before its end, and damaged where a head is', async () => {
    const whole = tarOf({ [descriptionFile]: description, [dataFile]: data });
    expect(await readBackup({ files: [file('a.tar', whole.slice(0, -2000))] })).toEqual(fault('cut'));
    expect(await readBackup({ files: [file('a.tar', whole.with(2048, 7))] })).toMatchObject({ ok: true });
    const second = tarOf({ [descriptionFile]: new Uint8Array(512), [dataFile]: data }).with(1024, 1);
    expect(await readBackup({ files: [file('a.tar', second)] })).toEqual(fault('damaged'));
  });

  it('cannot be read where the disk does not give it', async () => {
    const gone = new Blob(['x'.repeat(600)]);
    gone.slice = () => {
      throw new Error('gone');
    };
    expect(await openBackup([{ name: 'a.tar', content: gone }])).toEqual({ ok: false, error: 'unreadable' });
    expect(await checkData(gone, never, () => undefined)).toEqual({ ok: false, error: 'unreadable' });
  });
});

describe('the data before they are sent', () => {
  it('are read to their end, and told how far', async () => {
    const told: number[] = [];
    expect(await checkData(new Blob([data]), never, (at) => told.push(at))).toMatchObject({
      ok: true,
      value: { messages: { count: 10 }, consumers: 1 },
    });
    expect(told).toEqual([data.length]);
  });

  it('are refused where they are damaged or end too early', async () => {
    expect(await checkData(new Blob([data.with(300, 1)]), never, () => undefined)).toEqual({
      ok: false,
      error: 'damaged',
    });
    expect(await checkData(new Blob([data.slice(0, 400)]), never, () => undefined)).toEqual({
      ok: false,
      error: 'truncated',
    });
  });

  it('are left alone when it is stopped', async () => {
    expect(await checkData(new Blob([data]), AbortSignal.abort(), () => undefined)).toEqual({ ok: true, value: null });
  });
});
