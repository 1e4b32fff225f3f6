import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyTail, anyToken, isToken, subject, SubjectError, tokens } from './subject';

describe('a subject', () => {
  it('joins its tokens with dots', () => {
    expect(subject('$SYS', 'REQ', 'SERVER', 'PING', 'JSZ')).toBe('$SYS.REQ.SERVER.PING.JSZ');
  });

  it.each([
    ['empty', ''],
    ['a dot', 'a.b'],
    ['a blank', 'a b'],
    ['a tab', 'a\tb'],
    ['a line end that would begin a protocol line', 'a\r\nPUB x 0'],
    ['a NUL', 'a\0'],
    ['an unusual blank', 'a\u00a0b'],
    ['the line separator', 'a\u2028b'],
    ['half a character', 'a\ud800'],
    ['a wildcard', '*'],
    ['the tail wildcard', '>'],
  ])('takes no token with %s', (_what, token) => {
    expect(() => subject('a', token)).toThrow(SubjectError);
    expect(isToken(token)).toBe(false);
  });

  it('has wildcards only where they are asked for by name', () => {
    expect(subject('$SYS', 'SERVER', anyToken, 'STATSZ')).toBe('$SYS.SERVER.*.STATSZ');
    expect(subject('$JS', 'EVENT', 'ADVISORY', anyTail)).toBe('$JS.EVENT.ADVISORY.>');
    expect(() => subject(anyTail, 'a')).toThrow(SubjectError);
  });

  it('has at least one token and fits into a control line', () => {
    expect(() => subject()).toThrow(SubjectError);
    expect(() => subject('x'.repeat(2049))).toThrow(SubjectError);
    expect(subject('x'.repeat(2048))).toHaveLength(2048);
    expect(() => subject('ü'.repeat(1025))).toThrow(SubjectError);
  });

  it('shows no part of a refused token in the error', () => {
    expect(() => subject('se cret')).toThrow(/^not a token of a subject$/);
  });

  it('splits a dotted prefix into checked tokens', () => {
    expect(tokens('APP.$JS.API')).toEqual(['APP', '$JS', 'API']);
    expect(() => tokens('APP..API')).toThrow(SubjectError);
    expect(() => tokens('APP.*')).toThrow(SubjectError);
  });

  test.prop([fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 1, maxLength: 5 })])(
    'is either refused or one line with as many tokens as were given',
    (parts) => {
      let built: string;
      try {
        built = subject(...parts);
      } catch (error) {
        expect(error).toBeInstanceOf(SubjectError);
        return;
      }
      expect(built.split('.')).toEqual(parts);
      expect(built).not.toMatch(/[\s>]|(^|\.)\*(\.|$)/);
    },
  );
});
