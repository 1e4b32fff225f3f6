// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Dialog } from './dialog';

const onClose = vi.fn<() => void>();
const show = (holdsText: boolean) => {
  render(
    <Dialog title="Write" closeLabel="Close" onClose={onClose} holdsText={holdsText}>
      <textarea aria-label="Value" />
    </Dialog>,
  );
  return screen.getByRole('dialog', { hidden: true });
};

beforeAll(() => {
  // jsdom has none of them.
  HTMLDialogElement.prototype.showModal = () => undefined;
  HTMLDialogElement.prototype.close = () => undefined;
});
afterEach(() => {
  cleanup();
  onClose.mockClear();
});

describe('a dialog', () => {
  it('closes by a click beside it', () => {
    const dialog = show(false);
    fireEvent.pointerDown(dialog);
    fireEvent.click(dialog);
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('stays open when a text is selected from the inside outwards', () => {
    const dialog = show(false);
    fireEvent.pointerDown(screen.getByLabelText('Value'));
    fireEvent.click(dialog);
    expect(onClose).not.toHaveBeenCalled();
  });

  it('stays open after a click beside it while it holds what was typed', () => {
    const dialog = show(true);
    fireEvent.pointerDown(dialog);
    fireEvent.click(dialog);
    expect(onClose).not.toHaveBeenCalled();
  });
});
