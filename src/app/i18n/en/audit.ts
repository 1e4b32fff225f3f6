/** What was changed from this browser. */
export default {
  title: 'Activity',
  lead: 'What was changed from this browser, and what happened in the cluster since this page connected.',
  changes: 'Changes from this browser',
  events: 'In the cluster',
  none: 'Nothing was changed from this browser',
  noneBody: 'Every change is written down here before it is sent, with what came of it. It stays in this browser.',
  time: 'Time',
  who: 'Who',
  what: 'What',
  object: 'Of',
  leaders: 'Leader',
  outcome: 'Outcome',
  published: 'Audit stream',
  publishedAs: {
    whole: 'taken',
    intent: 'intent taken, outcome not',
    failed: 'not taken',
  },
  open: 'Not known what came of it: it runs, or the page was closed before that was seen.',
  export: 'Export',
} as const;
