import { execFileSync } from 'node:child_process';
import { fc } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { shellArgument, shellCommand, withHereDocument } from './shell';

const sh = (script: string) => execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });

it('a shell hands every argument on as it is', () => {
  const texts = fc.sample(
    fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
    { numRuns: 300, seed: 7 },
  );
  const hard = ["it's", '$(id)', '`id`', '\\', '"', '* > &', '-n', '', 'a\nb', '!x', '~'];
  const all = [...texts, ...hard];
  expect(sh(`printf '%s\\0' ${all.map(shellArgument).join(' ')}`)).toBe(all.map((text) => `${text}\0`).join(''));
});

it('what zsh would take for the path of a command stands in quotation marks', () => {
  expect(['=ls', '=', 'a=b', '--a=b'].map(shellArgument)).toEqual(["'=ls'", "'='", 'a=b', '--a=b']);
});

it('the options of a command stand one below the other', () => {
  expect(shellCommand(['nats', 'stream', 'add'], ['--a=1', '--b=x y'])).toBe(
    "nats stream add \\\n  --a=1 \\\n  '--b=x y'",
  );
});

it('what follows a command reaches it whole, whatever it holds', () => {
  const document = 'a $HOME `id`\nEND\nlast';
  expect(sh(withHereDocument(['cat'], document))).toBe(`${document}\n`);
});
