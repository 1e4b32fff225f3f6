import { describe, expect, it } from 'vitest';
import type { ConnectProblemCode } from '../../engine/protocol';
import catalogue from '../../app/i18n/en/problems';
import { problemConfig, type PageFacts } from './problem-config';

const problems = catalogue.connect;
const page: PageFacts = {
  origin: 'https://console.example.com',
  secure: true,
  inboxPrefix: '_INBOX_wall',
  url: 'wss://n1:8443',
};

describe('the configuration that removes the cause', () => {
  it('admits the origin of this very page, with a certificate when it came over https', () => {
    expect(problemConfig('unreachable', page)).toContain('allowed_origins: ["https://console.example.com"]');
    expect(problemConfig('unreachable', page)).toContain('cert_file');
    expect(problemConfig('unreachable', { ...page, secure: false })).toContain('no_tls: true');
  });

  it('allows replies under the inbox prefix in use', () => {
    expect(problemConfig('permissionsMissing', page)).toContain('"_INBOX_wall.>"');
  });

  it('names the address that the policy of the page lacks, as valid JSON', () => {
    expect(JSON.parse(problemConfig('blockedByPolicy', page)!)).toMatchObject({ servers: [{ urls: [page.url] }] });
  });

  it('asks for nothing that changes the cluster', () => {
    const codes = Object.keys(problems) as ConnectProblemCode[];
    expect(codes.map((code) => problemConfig(code, page)).join('\n')).not.toMatch(/STEPDOWN|REMOVE|PURGE|\$JS\.API/u);
  });
});

describe('words', () => {
  it.each(Object.entries(problems))('%s has its own title, reason and next step', (_code, words) => {
    const others = Object.values(problems).filter((other) => other !== words);
    for (const part of ['title', 'why', 'next'] as const) {
      expect(words[part].length).toBeGreaterThan(10);
      expect(others.map((other) => other[part])).not.toContain(words[part]);
    }
  });
});
