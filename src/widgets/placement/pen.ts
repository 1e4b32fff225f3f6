/** Measuring is slower than drawing: what was measured is kept, up to so many texts of a font. */
const kept = 4_000;

interface Known {
  readonly widths: Map<string, number>;
  /** By room and text. */
  readonly cuts: Map<string, string>;
}

const fonts = new Map<string, Known>();

/** Writes into a drawing. Fonts are set only where they change: browsers parse them each time. */
export class Pen {
  readonly context: CanvasRenderingContext2D;
  #font = '';
  #known: Known = { widths: new Map(), cuts: new Map() };

  constructor(context: CanvasRenderingContext2D) {
    this.context = context;
  }

  use(font: string): void {
    if (font === this.#font) return;
    this.#font = font;
    this.context.font = font;
    const known = fonts.get(font) ?? { widths: new Map(), cuts: new Map() };
    fonts.set(font, known);
    this.#known = known;
  }

  /** px */
  width(text: string): number {
    const { widths } = this.#known;
    const known = widths.get(text);
    if (known !== undefined) return known;
    if (widths.size > kept) widths.clear();
    const { width } = this.context.measureText(text);
    widths.set(text, width);
    return width;
  }

  /** Ends with an ellipsis where it does not fit; nothing where not even that does. */
  cut(text: string, room: number): string {
    if (this.width(text) <= room) return text;
    const { cuts } = this.#known;
    const key = `${Math.round(room)}\n${text}`;
    const known = cuts.get(key);
    if (known !== undefined) return known;
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.context.measureText(`${text.slice(0, middle)}…`).width <= room) low = middle;
      else high = middle - 1;
    }
    const short = low === 0 ? '' : `${text.slice(0, low)}…`;
    if (cuts.size > kept) cuts.clear();
    cuts.set(key, short);
    return short;
  }
}

/** Fonts that come late change every width. */
export function forgetWidths(): void {
  fonts.clear();
}
