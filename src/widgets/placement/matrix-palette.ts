/** A colour for the pixel buffer (bytes in the order of the machine), for text, and the text that is best read on it. */
export interface Ink {
  readonly pixel: number;
  readonly css: string;
  readonly on: string;
}

export const inks = [
  'panel',
  'raised',
  'line',
  'accent',
  'accent-tint',
  'text',
  'text-2',
  'text-3',
  'busy',
  'warn',
  'warn-ink',
  'crit-ink',
  'unknown',
  'hatch',
  'ramp-1',
  'ramp-2',
  'ramp-3',
  'ramp-4',
  'ramp-5',
] as const;
export type InkName = (typeof inks)[number];
export type Palette = Readonly<Record<InkName, Ink>>;

/** The colours of the theme that is on, as the browser itself resolves them. `null` where it cannot draw. */
export function readPalette(): Palette | null {
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  });
  if (context === null) return null;
  const style = getComputedStyle(document.documentElement);
  const colours = new Map(inks.map((name) => [name, resolve(context, style.getPropertyValue(`--${name}`))]));
  const of = (name: InkName): Ink => {
    const [red, green, blue] = colours.get(name) ?? [0, 0, 0];
    return {
      pixel: pixelOf(red, green, blue),
      css: `rgb(${red} ${green} ${blue})`,
      on: readable([red, green, blue], ['text', 'panel'], colours),
    };
  };
  return paletteOf(of);
}

function paletteOf(of: (name: InkName) => Ink): Palette {
  return {
    panel: of('panel'),
    raised: of('raised'),
    line: of('line'),
    accent: of('accent'),
    'accent-tint': of('accent-tint'),
    text: of('text'),
    'text-2': of('text-2'),
    'text-3': of('text-3'),
    busy: of('busy'),
    warn: of('warn'),
    'warn-ink': of('warn-ink'),
    'crit-ink': of('crit-ink'),
    unknown: of('unknown'),
    hatch: of('hatch'),
    'ramp-1': of('ramp-1'),
    'ramp-2': of('ramp-2'),
    'ramp-3': of('ramp-3'),
    'ramp-4': of('ramp-4'),
    'ramp-5': of('ramp-5'),
  };
}

type Rgb = readonly [red: number, green: number, blue: number];

function resolve(context: CanvasRenderingContext2D, colour: string): Rgb {
  context.fillStyle = '#000';
  context.fillStyle = colour.trim();
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

function pixelOf(red: number, green: number, blue: number): number {
  const bytes = littleEndian ? [255, blue, green, red] : [red, green, blue, 255];
  return bytes.reduce((all, byte) => all * 256 + byte, 0);
}

/** Of the theme's two extremes the one with more contrast, by WCAG. */
function readable(on: Rgb, names: readonly InkName[], colours: ReadonlyMap<InkName, Rgb>): string {
  const candidates = names.map((name) => colours.get(name) ?? on);
  const best = candidates.reduce((a, b) => (contrast(a, on) >= contrast(b, on) ? a : b));
  return `rgb(${best.join(' ')})`;
}

export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
