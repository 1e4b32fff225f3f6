/** Words that parts of every screen need. */
export default {
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  filter: 'Filter',
  loading: 'Loading',
  cancel: 'Cancel',
  retry: 'Try again',
  shownOf: '{{shown}} of {{count}}',
  noneFiltered: 'Nothing matches the filter',
  noneFilteredNext: 'Clear the filter to see all rows.',
  clearFilter: 'Clear filter',
} as const;
