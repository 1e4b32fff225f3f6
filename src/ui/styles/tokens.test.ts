import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Colour = readonly [lightness: number, chroma: number, hue: number];
type Theme = Readonly<Record<string, Colour>>;

const file = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const themes: Readonly<Record<string, Theme>> = { dark: readTheme(':root'), light: readTheme("[data-theme='light']") };
const tones = ['ok', 'busy', 'warn', 'crit', 'unknown'];

function readTheme(selector: string): Theme {
  const start = file.indexOf(`${selector} {`);
  const block = file.slice(start, file.indexOf('\n}', start));
  const tokens = [...block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/gu)];
  return Object.fromEntries(tokens.map(([, name, l, c, h]) => [name!, [Number(l), Number(c), Number(h)]]));
}

/** Linear sRGB, cut to what a screen shows (Ottosson's OKLab matrices). */
function linear([l, c, h]: Colour): readonly number[] {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const z = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ].map((value) => Math.min(Math.max(value, 0), 1));
}

function oklab(rgb: readonly number[]): readonly number[] {
  const [r, g, b] = rgb as [number, number, number];
  const x = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const y = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const z = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * x + 0.793617785 * y - 0.0040720468 * z,
    1.9779984951 * x - 2.428592205 * y + 0.4505937099 * z,
    0.0259040371 * x + 0.7827717662 * y - 0.808675766 * z,
  ];
}

/** WCAG 2.1 relative luminance ratio. */
function contrast(one: Colour, other: Colour): number {
  const [bright, dark] = [one, other]
    .map((colour) => {
      const [r, g, b] = linear(colour) as [number, number, number];
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    })
    .toSorted((a, b) => b - a) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

/** Machado, Oliveira and Fernandes 2009, full severity, in linear RGB. */
const sight = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

function seen(colour: Colour, m: readonly number[]): readonly number[] {
  const [r, g, b] = linear(colour) as [number, number, number];
  const rgb = [0, 3, 6].map((i) => Math.min(Math.max(m[i]! * r + m[i + 1]! * g + m[i + 2]! * b, 0), 1));
  return oklab(rgb);
}

describe.each(Object.entries(themes))('the %s theme', (_name, theme) => {
  const grounds = ['canvas', 'panel', 'raised'];

  it('has the same tokens as the other theme', () => {
    expect(Object.keys(theme).toSorted()).toEqual(Object.keys(themes['dark']!).toSorted());
  });

  it.each(['text', 'text-2', 'text-3', 'accent', ...tones.map((tone) => `${tone}-ink`)])(
    'draws %s readably (4.5:1) on every ground',
    (token) => {
      for (const ground of grounds) expect(contrast(theme[token]!, theme[ground]!), ground).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(tones)('draws the mark and text of %s visibly, on its own tint too', (tone) => {
    for (const ground of grounds) expect(contrast(theme[tone]!, theme[ground]!)).toBeGreaterThanOrEqual(3);
    expect(contrast(theme[`${tone}-ink`]!, theme[`${tone}-tint`]!)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme['text-2']!, theme[`${tone}-tint`]!)).toBeGreaterThanOrEqual(4.5);
  });

  it('draws the edge of a control visibly (3:1) and text on a filled one readably', () => {
    for (const ground of grounds) expect(contrast(theme['line-strong']!, theme[ground]!)).toBeGreaterThanOrEqual(3);
    expect(contrast(theme['on-accent']!, theme['accent']!)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme['on-crit']!, theme['crit']!)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme['text']!, theme['accent-tint']!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.entries(sight))('keeps any two marks apart for %s sight', (_sight, matrix) => {
    const colours = tones.map((tone) => seen(theme[tone]!, matrix));
    const distances = colours.flatMap((one, i) =>
      colours.slice(i + 1).map((other) => Math.hypot(...one.map((value, k) => value - other[k]!))),
    );
    // The shape carries the rest; below this two marks would look alike (the measured minimum is .078, tritan, dark).
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(0.07);
  });
});
