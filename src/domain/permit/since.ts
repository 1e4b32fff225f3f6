import type { Version } from '../version';

/** The first version whose step-downs take a preferred server; older ones refuse it with another reason, or ignore it. */
export const preferredSince: Version = { major: 2, minor: 11, patch: 0, pre: '' };

/** The first version with RELOAD, KICK and LDM of one server; older ones leave them unanswered. */
export const serverCallsSince: Version = { major: 2, minor: 10, patch: 0, pre: '' };

/** The first version with META.RESCUE. */
export const rescueSince: Version = { major: 2, minor: 15, patch: 0, pre: '' };

/** The first version that evacuates servers and single copies; 2.10 answers with an error, 2.9 not at all. */
export const evacuateSince: Version = { major: 2, minor: 15, patch: 0, pre: '' };
