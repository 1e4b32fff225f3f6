import { layOutLines, zooms, type LineLayout } from './matrix-lines';
import { paintPixels, type Scene, type View } from './matrix-pixels';
import { drawText, type MatrixWords } from './matrix-text';

/**
 * Keeps one canvas as its view is. Any number of changes in a frame cost one drawing. The buffer of pixels is made anew
 * only when the canvas changes its size.
 */
export class MatrixDrawing {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D | null;
  #image: ImageData | null = null;
  #data = new Uint32Array(0);
  #frame = 0;
  #scene: Scene | null = null;
  #words: MatrixWords | null = null;
  #view: View | null = null;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d', { alpha: false });
  }

  show(scene: Scene, words: MatrixWords): void {
    this.#scene = scene;
    this.#words = words;
    this.#ask();
  }

  look(view: View): void {
    // What a step of the zoom moved is told again as a scroll.
    if (this.#view !== null && sameView(this.#view, view)) return;
    this.#view = view;
    this.#ask();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  /** Now, without waiting for a frame. */
  draw(): void {
    this.stop();
    const [context, scene, words, view] = [this.#context, this.#scene, this.#words, this.#view];
    if (context === null || scene === null || words === null || view === null) return;
    drawMatrix(context, this.#buffer(context, scene, view), scene, words, view);
  }

  #ask(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.draw());
  }

  #buffer(context: CanvasRenderingContext2D, { geometry }: Scene, view: View): Buffer {
    const width = Math.max(1, Math.round(geometry.width * view.scale));
    const height = Math.max(1, Math.round(view.height * view.scale));
    if (this.#image?.width !== width || this.#image.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      this.#image = context.createImageData(width, height);
      this.#data = new Uint32Array(this.#image.data.buffer);
    }
    return { image: this.#image, data: this.#data };
  }
}

const viewKeys = ['scrollTop', 'scrollLeft', 'height', 'scale', 'line', 'column', 'hoverLine', 'chosen'] as const;

function sameView(a: View, b: View): boolean {
  return viewKeys.every((key) => a[key] === b[key]);
}

interface Buffer {
  readonly image: ImageData;
  readonly data: Uint32Array;
}

/** Pixels first, then text over them. */
function drawMatrix(
  context: CanvasRenderingContext2D,
  { image, data }: Buffer,
  scene: Scene,
  words: MatrixWords,
  view: View,
): void {
  paintPixels({ data, width: image.width, height: image.height }, scene, view);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.putImageData(image, 0, 0);
  context.setTransform(view.scale, 0, 0, view.scale, 0, 0);
  drawText(context, scene, view, words);
}

/** Drawings of a browser are at most so high. Pixels of the drawing. */
const highest = 16_000;

/**
 * The whole matrix as one picture, however long it is on the screen: rows that would not fit are drawn smaller. `heads`
 * are the names of the columns. `null` where the browser cannot draw.
 */
export async function matrixPicture(
  scene: Scene,
  words: MatrixWords,
  heads: readonly string[],
  scale: number,
): Promise<Blob | null> {
  const { geometry, palette } = scene;
  const { upright, headHeight: head } = geometry;
  const room = Math.floor(highest / scale) - head;
  const layout = wholeLayout(scene.layout, room);
  const cellsWidth = geometry.columnWidth * geometry.columns;
  const width = geometry.left + cellsWidth + geometry.right;
  const height = Math.min(Math.ceil(layout.tops.at(-1) ?? 0), room);
  const drawn = { ...scene, layout, geometry: { ...geometry, cellsWidth, scrollWidth: 0, width } };

  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round((height + head) * scale);
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null || height <= 0) return null;
  const image = context.createImageData(canvas.width, Math.max(1, Math.round(height * scale)));
  const data = new Uint32Array(image.data.buffer);
  const nothing = { line: -1, column: -1, hoverLine: -1, chosen: new Set<number>() };
  const view = { scrollTop: 0, scrollLeft: 0, height, scale, ...nothing };
  paintPixels({ data, width: image.width, height: image.height }, drawn, view);
  context.fillStyle = palette.panel.css;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.putImageData(image, 0, Math.round(head * scale));
  context.setTransform(scale, 0, 0, scale, 0, head * scale);
  drawText(context, drawn, view, words);

  context.fillStyle = palette['text-2'].css;
  context.font = '400 12px "IBM Plex Sans Variable", system-ui, sans-serif';
  context.textAlign = 'left';
  heads.forEach((name, column) => {
    const x = geometry.left + column * geometry.columnWidth;
    context.setTransform(scale, 0, 0, scale, x * scale, head * scale);
    if (upright) {
      context.translate(geometry.columnWidth / 2, -6);
      context.rotate(-Math.PI / 2);
      context.fillText(name, 0, 0, head - 12);
    } else context.fillText(name, 4, -head / 2, geometry.columnWidth - 6);
  });
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

/** As on the screen, or with the highest rows that fit. */
function wholeLayout(layout: LineLayout, room: number): LineLayout {
  if ((layout.tops.at(-1) ?? 0) <= room) return layout;
  const smaller = zooms.map((zoom) => layOutLines(layout.lines, layout.heads, zoom, room));
  return smaller.find(({ tops }) => (tops.at(-1) ?? 0) <= room) ?? layout;
}
