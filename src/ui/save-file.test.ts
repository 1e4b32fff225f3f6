// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { saveFile } from './save-file';

const kept: Blob[] = [];
const saved: string[] = [];
beforeEach(() => {
  kept.length = 0;
  saved.length = 0;
  vi.useFakeTimers();
  vi.stubGlobal(
    'URL',
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => `blob:${kept.push(blob)}`,
      revokeObjectURL: (address: string) => saved.push(`${address} given back`),
    }),
  );
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(`${this.href} ${this.download}`);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('hands a file to the browser and gives its memory back', () => {
  const content = new Blob(['account,stream'], { type: 'text/csv' });
  saveFile(content, 'placement-C1.csv');
  expect(kept).toEqual([content]);
  expect(saved).toEqual(['blob:1 placement-C1.csv']);
  vi.runAllTimers();
  expect(saved[1]).toBe('blob:1 given back');
});

it('lets no name of a cluster reach another folder or pass for another kind of file', () => {
  saveFile(new Blob([]), 'placement-../../etc/\u202egnp.exe"<.csv');
  expect(saved[0]).toBe('blob:1 placement-..-..-etc-gnp.exe-.csv');
});
