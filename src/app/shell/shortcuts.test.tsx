// @vitest-environment jsdom
import { cleanup, fireEvent, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useShortcuts } from './shortcuts';

const onPalette = vi.fn<() => void>();
const onHelp = vi.fn<() => void>();
const typed = { current: '' };
const listen = () => renderHook(() => useShortcuts({ cluster: 'C1', onPalette, onHelp, typed }));
const press = (key: string, more: object = {}) => fireEvent.keyDown(document.body, { key, ...more });
const type = (text: string) => {
  for (const key of text) press(key);
};

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
  document.body.replaceChildren();
  typed.current = '';
});

describe('letters after Ctrl-K', () => {
  it('are kept for the palette, and lead nowhere else', () => {
    listen();
    press('k', { ctrlKey: true });
    type('g?n4');
    expect(onPalette).toHaveBeenCalledOnce();
    expect(onHelp).not.toHaveBeenCalled();
    expect(typed.current).toBe('g?n4');
  });

  it('are those of the newest palette', () => {
    listen();
    press('k', { ctrlKey: true });
    type('old');
    press('k', { metaKey: true });
    type('new');
    expect(typed.current).toBe('new');
  });

  it('belong to the palette once it is there', () => {
    listen();
    press('k', { ctrlKey: true });
    const dialog = document.createElement('dialog');
    dialog.setAttribute('open', '');
    document.body.append(dialog);
    type('n4');
    expect(typed.current).toBe('');
  });
});

it('keys do nothing while somebody types', () => {
  listen();
  const field = document.body.appendChild(document.createElement('input'));
  fireEvent.keyDown(field, { key: '?' });
  expect(onHelp).not.toHaveBeenCalled();
  press('?');
  expect(onHelp).toHaveBeenCalledOnce();
});
