import type { Version } from '../version';

/** The first version whose step-downs take a preferred server; older ones refuse it with another reason, or ignore it. */
export const preferredSince: Version = { major: 2, minor: 11, patch: 0, pre: '' };

/** The first version with RELOAD, KICK and LDM of one server; older ones leave them unanswered. */
export const serverCallsSince: Version = { major: 2, minor: 10, patch: 0, pre: '' };

/** The first version with META.RESCUE. */
export const rescueSince: Version = { major: 2, minor: 15, patch: 0, pre: '' };

/** The first version that evacuates servers and single copies; 2.10 answers with an error, 2.9 not at all. */
export const evacuateSince: Version = { major: 2, minor: 15, patch: 0, pre: '' };

/** The first version with CONSUMER.PAUSE and priority groups, to be unpinned; older ones leave both unanswered. */
export const pauseSince: Version = { major: 2, minor: 11, patch: 0, pre: '' };

/** The first version with CONSUMER.RESET. */
export const resetSince: Version = { major: 2, minor: 14, patch: 0, pre: '' };

/** The first version that moves a copy with tags of the move alone; older ones add them to the stream's own in memory. */
export const ownTagsSince: Version = { major: 2, minor: 11, patch: 0, pre: '' };

/**
 * Below it (seen from 2.9.10 to 2.10.7) a server that crashes within two minutes of taking a copy that moved, before its meta
 * group has stored a snapshot, starts again with that copy empty. Copies made by scaling are kept.
 */
export const movedKeptSince: Version = { major: 2, minor: 10, patch: 9, pre: '' };

/** A backup is an archive of messages, and a restore makes its consumers before it takes them. */
export const consumersFirstSince: Version = { major: 2, minor: 15, patch: 0, pre: '' };
