import { lazy } from 'react';

/** Screens of what is in a stream: loaded when one is opened. */
export const StreamMessages = lazy(async () => ({ default: (await import('./messages-page')).MessagesPage }));
export const StreamSubjects = lazy(async () => ({ default: (await import('./subjects-page')).SubjectsPage }));
