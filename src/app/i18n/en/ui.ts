/** Words that parts of every screen need. */
export default {
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  loading: 'Loading',
  retry: 'Try again',
} as const;
