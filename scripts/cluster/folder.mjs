// @ts-check
import { mkdtempSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const inMemory = '/dev/shm';
/** Bytes that a cluster under test is allowed to fill; none comes near it. */
const room = 4 * 2 ** 30;

/**
 * Makes an empty folder for servers whose data nobody keeps: in memory where there is room, because they write each vote and
 * each new group through to the disk, and wait for it: a cluster with the streams of the demo takes twice as long there.
 * @returns {string} its path
 */
export function makeTemporaryFolder() {
  return mkdtempSync(join(hasRoom() ? inMemory : tmpdir(), 'conclave-'));
}

/** A container may have 64 MB there, and some systems nothing at all. */
function hasRoom() {
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize >= room && freemem() >= 2 * room;
  } catch {
    return false;
  }
}
