import { execFileSync } from 'node:child_process';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyConfig, anyText } from '../../testing/asset-config/any-config';
import { consumerSamples } from '../../testing/asset-config/consumer-samples';
import { hostileNames } from '../../testing/asset-config/hostile-texts';
import { parseJsonText } from '../asset-config/json-text';
import { consumerConfig, consumerFields, nameOfConsumer, type ConsumerConfig } from './fields';
import { kubernetesConsumer } from './kubernetes';
import { natsConsumerAdd, natsConsumerEdit } from './nats-command';
import { terraformConsumer } from './terraform';
import { readConsumerConfig } from './wire';

const any = anyConfig(consumerFields);
const name = fc.constantFrom('C', ...hostileNames);
/** Of a name that servers take. */
const named = fc.tuple(any, name).map(([config, own]) => ({ ...config, name: own, durableName: own }));

/** What `nats` is given by some commands: its arguments, and what is on its standard input where it reads that. */
function given(commands: readonly string[]): readonly { readonly words: readonly string[]; readonly input: string }[] {
  const tool = `nats() { printf '%s\\0' "$@"; printf '\\1\\0'; case "$*" in *--config*) cat;; esac; printf '\\0\\2\\0'; }`;
  const script = [tool, ...commands].join('\n');
  const told = execFileSync('/bin/sh', ['-s'], { input: script, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return told
    .split('\0\u0002\0')
    .slice(0, -1)
    .map((one) => {
      const end = one.indexOf('\0\u0001\0');
      return { words: one.slice(0, end).split('\0'), input: one.slice(end + 3) };
    });
}

const readFrom = (text: string) => {
  const parsed = parseJsonText(text);
  return readConsumerConfig(parsed.ok ? parsed.value : null).config;
};
/** As it is sent: without what is the servers' own. */
const sent = (config: ConsumerConfig) => ({
  ...config,
  metadata: Object.fromEntries(Object.entries(config.metadata).filter(([key]) => !key.startsWith('_nats.'))),
});

describe('a command line', () => {
  const texts = fc.record({
    description: anyText,
    filterSubject: anyText,
    deliverSubject: anyText,
    deliverGroup: anyText,
  });
  const simple = fc.tuple(named, texts).map(([{ name: own, metadata }, given]) => {
    return consumerConfig({ ...given, name: own, durableName: own, metadata });
  });
  const configs = fc.sample(fc.oneof(named, simple), { numRuns: 200, seed: 11 });
  const streams = configs.map((_, index) => hostileNames[index % hostileNames.length] ?? 'S');

  it('that adds a consumer gives the tool every text as it is, by an option or in a file', () => {
    const commands = configs.map((config, index) => natsConsumerAdd(streams[index] ?? '', config));
    const all = given(commands.map(({ text }) => text));
    expect(all).toHaveLength(configs.length);
    all.forEach(({ words, input }, index) => {
      const config = configs[index] ?? consumerConfig({});
      if (input !== '') {
        expect(readFrom(input)).toEqual(sent(config));
        expect(words.at(-1)).toBe(streams[index]);
        return;
      }
      expect(words.slice(0, 5)).toEqual(['consumer', 'add', streams[index], nameOfConsumer(config), '--defaults']);
      const options = words.slice(5);
      expect(options.every((option) => option.startsWith('--'))).toBe(true);
      if (config.description !== '') expect(options).toContain(`--description=${config.description}`);
      if (config.deliverSubject !== '') expect(options).toContain(`--target=${config.deliverSubject}`);
      if (config.filterSubject !== '') expect(options).toContain(`--filter=${config.filterSubject}`);
      for (const [key, value] of Object.entries(config.metadata))
        expect(options).toContain(`--metadata=${key}=${value}`);
    });
    // Both ways are taken.
    expect(new Set(all.map(({ input }) => input === '')).size).toBe(2);
  });

  it('that edits one gives the tool the whole of it, and names that pass for no option', () => {
    const commands = configs.map((config, index) => natsConsumerEdit(streams[index] ?? '', config));
    given(commands).forEach(({ words, input }, index) => {
      const config = configs[index] ?? consumerConfig({});
      expect(readFrom(input)).toEqual(sent(config));
      const names = words[1] === 'edit' ? [streams[index], config.durableName] : [streams[index]];
      const isHard = names.some((one) => /^[-@]/.test(one ?? ''));
      if (isHard) expect(words.slice(-names.length - 1)).toEqual(['--', ...names]);
      else expect(words.slice(4, 4 + names.length)).toEqual(names);
    });
  });

  it.each<Partial<ConsumerConfig>>([
    { filterSubject: 'a\0b' },
    { filterSubjects: ['a', 'b\0'] },
    { deliverSubject: '\0' },
    { deliverSubject: 'to.me', deliverGroup: 'a\0' },
    { description: '\0' },
    { metadata: { a: '\0' } },
    { priorityPolicy: 'prioritized', priorityGroups: ['\0'] },
  ])('hands %j over in a file, for no argument of a program holds a zero byte', (given) => {
    const config = consumerConfig({ durableName: 'C', ...given });
    const { text, byFile } = natsConsumerAdd('S', config);
    expect(text).not.toContain('\0');
    expect(byFile).toHaveLength(1);
    expect(Object.keys(given)).toContain(byFile[0]);
  });
});

describe('a resource of Kubernetes', () => {
  const scalar = (text: string, key: string) => {
    const line = text.split('\n').find((one) => one.startsWith(`  ${key}: `)) ?? '';
    const value = line.slice(key.length + 4);
    const read: unknown = value.startsWith('"') ? JSON.parse(value) : value;
    return read;
  };

  test.prop([any])('has only characters that every reader of YAML takes, none of which ends a line', (config) => {
    // What may stand in a file of YAML, without the ends of lines of 1.1 and the mark of the order of bytes.
    const printable = /^[\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;
    expect(kubernetesConsumer('S', config).text).toMatch(printable);
  });

  test.prop([anyText.filter((text) => text !== '')])('holds a text as it is', (text) => {
    const config = consumerConfig({ durableName: 'C', description: text, deliverGroup: text });
    const exported = kubernetesConsumer('S', config);
    expect(scalar(exported.text, 'description')).toBe(text);
    expect(scalar(exported.text, 'deliverGroup')).toBe(text);
  });

  it.each(['yes', 'No', 'ON', 'off', 'Y', 'n', 'null', 'Null', '~', '1', '0x1F', '1e3', '.inf', 'nan', '-', '=', '<<'])(
    'holds %s as a text',
    (text) => {
      const exported = kubernetesConsumer('S', consumerConfig({ durableName: text })).text;
      expect(exported).toContain(`\n  durableName: ${JSON.stringify(text)}\n`);
    },
  );

  test.prop([anyText])('has a name that Kubernetes takes, whatever the consumer is called', (text) => {
    const [, own] = /\n {2}name: "?([^"\n]*)"?\n/.exec(kubernetesConsumer(text, consumerConfig({})).text) ?? [];
    expect(own).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
  });
});

describe('a resource of Terraform', () => {
  /** What Terraform reads in quotation marks: its escapes are fewer than those of JSON. */
  const readQuoted = (quoted: string): unknown => {
    expect(quoted.replaceAll('\\\\', '')).not.toMatch(/\\[^nrt"u]/);
    expect(quoted.replace(/\$\$\{|%%\{/g, '')).not.toMatch(/[$%]\{/);
    return JSON.parse(quoted.replace(/([$%])\1\{/g, '$1{'));
  };
  const attribute = (text: string, key: string) =>
    text
      .split('\n')
      .find((line) => line.startsWith(`  ${key} `))
      ?.replace(/^[^"]*/, '') ?? '""';

  test.prop([anyText])('holds a text as it is, also one that begins a template', (text) => {
    for (const own of [text, `\${${text}}`, `$\${${text}%{`, `\\${text}\b\f\\b`]) {
      const exported = terraformConsumer(own, consumerConfig({ durableName: 'C', description: own })).text;
      expect(readQuoted(attribute(exported, 'stream_id'))).toBe(own);
      expect(readQuoted(attribute(exported, 'description'))).toBe(own);
    }
  });

  test.prop([any])('has one line for each attribute and item, whatever they hold', (config) => {
    const { text } = terraformConsumer('S', config);
    for (const line of text.split('\n').slice(1, -1))
      expect(line).toMatch(/^ {2}[a-z_]+ += .+$|^ {4}".*" = ".*"$|^ {2}\}$/s);
  });

  test.prop([anyText])('has a label that Terraform takes, whatever the consumer is called', (text) => {
    const [, label] = /^resource "jetstream_consumer" "(.*)" \{$/m.exec(terraformConsumer(text, consumerConfig({})).text) ?? []; // prettier-ignore
    expect(label).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
  });
});

describe('what is set is written, or told to be missing', () => {
  const tools = { Kubernetes: kubernetesConsumer, Terraform: terraformConsumer };
  const fields = Object.keys(consumerSamples) as (keyof typeof consumerSamples)[];
  const cases = fields.flatMap((field) => (['Kubernetes', 'Terraform'] as const).map((tool) => ({ field, tool })));

  it.each(cases.filter(({ field }) => field !== 'name' && field !== 'durableName'))('$field for $tool', (one) => {
    const { set } = consumerSamples[one.field];
    const config = consumerConfig({ durableName: 'C', ackPolicy: 'explicit', ...set });
    const without = { ...config, [one.field]: consumerFields[one.field].default };
    const exported = tools[one.tool]('S', config);
    const isWritten = exported.text !== tools[one.tool]('S', without).text;
    expect(isWritten || exported.missing.includes(one.field)).toBe(true);
  });
});
