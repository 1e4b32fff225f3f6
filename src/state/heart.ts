/**
 * Life of the engine. `silent`: nothing heard for 3 s, everything shown is old. `stopped`: it died three times within
 * five minutes, or never started; only the operator brings it back.
 */
export type Health = 'starting' | 'answering' | 'silent' | 'restarting' | 'stopped';

export interface HeartDeps {
  readonly onHealth: (health: Health) => void;
  readonly restart: () => void;
  readonly stop: () => void;
}

const silentAfter = 3;
const restartAfter = 10;
/** A script that cannot be loaded is told at once; one that is slow to come, on a slow machine, is waited for. */
const greetedWithin = 20;
const restarts = { most: 3, within: 5 * 60 };

/**
 * Counts its own seconds without a message instead of comparing clocks: a page that slept or was frozen, and its
 * engine with it, has not waited.
 */
export class Heart {
  readonly #deps: HeartDeps;
  #health: Health = 'starting';
  /** Seconds since anything was heard. */
  #quiet = 0;
  /** Seconds since the start of the page, while visible. */
  #second = 0;
  #restartedAt: number[] = [];
  #greeted = false;
  #heardAt = Date.now();
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(deps: HeartDeps) {
    this.#deps = deps;
    this.visible(true);
  }

  started(): void {
    this.#greeted = false;
    this.#quiet = 0;
  }

  hello(): void {
    this.#greeted = true;
    this.#set('answering');
  }

  beat(): void {
    this.#quiet = 0;
    this.#heardAt = Date.now();
    if (this.#greeted && this.#health !== 'stopped') this.#set('answering');
  }

  /** Before `hello` it means that the script is missing or forbidden; later the engine lives on and reports itself. */
  error(): void {
    if (!this.#greeted) this.#stop();
  }

  visible(on: boolean): void {
    if (on && this.#timer === null) {
      if (this.#greeted && Date.now() - this.#heardAt > silentAfter * 1000) this.#quiet = silentAfter - 1;
      this.#timer = setInterval(() => {
        this.#tick();
      }, 1000);
    } else if (!on && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
  }

  revive(): void {
    this.#restartedAt = [];
    this.#set('restarting');
    this.#deps.restart();
  }

  close(): void {
    this.visible(false);
  }

  #tick(): void {
    if (this.#health === 'stopped') return;
    this.#second += 1;
    this.#quiet += 1;
    if (!this.#greeted && this.#quiet >= greetedWithin) this.#stop();
    else if (this.#greeted && this.#quiet >= restartAfter) this.#restart();
    else if (this.#quiet >= silentAfter) this.#set('silent');
  }

  #restart(): void {
    this.#restartedAt = this.#restartedAt.filter((at) => this.#second - at < restarts.within);
    if (this.#restartedAt.length >= restarts.most) {
      this.#stop();
      return;
    }
    this.#restartedAt.push(this.#second);
    this.#set('restarting');
    this.#deps.restart();
  }

  #stop(): void {
    this.#set('stopped');
    this.#deps.stop();
  }

  #set(health: Health): void {
    if (health === this.#health) return;
    this.#health = health;
    this.#deps.onHealth(health);
  }
}
