import { describe, expect, it } from 'vitest';
import { at } from '../../testing/builders';
import { isHeardElsewhere } from './heard-elsewhere';

const presence = { kind: 'silent', since: at(0), missed: 3, announced: null } as const;
const fresh = { kind: 'fresh', age: 500 } as const;

describe('a server that is silent here', () => {
  it('is heard elsewhere when its leader heard it later than it could have died', () => {
    expect(isHeardElsewhere({ presence, contact: fresh }, at(6000))).toBe(true);
  });

  it('is not while what the leader says may be from before: it hears a dead one for up to 2.5 s', () => {
    expect(isHeardElsewhere({ presence, contact: fresh }, at(4000))).toBe(false);
    expect(isHeardElsewhere({ presence, contact: { kind: 'late', age: 3000 } }, at(9000))).toBe(false);
    expect(isHeardElsewhere({ presence, contact: { kind: 'unknown' } }, at(9000))).toBe(false);
    expect(isHeardElsewhere({ presence, contact: fresh }, null)).toBe(false);
  });

  it('is not when it said that it goes, or answers', () => {
    const said = { ...presence, announced: 'shutdown' } as const;
    expect(isHeardElsewhere({ presence: said, contact: fresh }, at(9000))).toBe(false);
    expect(isHeardElsewhere({ presence: { kind: 'answering' }, contact: fresh }, at(9000))).toBe(false);
  });
});
