import { FirstHouse1795305600000 } from './1795305600000-first-house.js';
import { WhoMayDoWhat1795392000000 } from './1795392000000-who-may-do-what.js';
import { WholeLife1795478400000 } from './1795478400000-whole-life.js';
import { Batches1795478400001 } from './1795478400001-batches.js';
import { Notices1795478400003 } from './1795478400003-notices.js';
import { Progress1795478400004 } from './1795478400004-progress.js';
import { Told1795564800000 } from './1795564800000-told.js';
import { ToldFairly1795651200000 } from './1795651200000-told-fairly.js';

/** Every migration, in order. An explicit list, so that what runs is what was compiled and reviewed. */
export const migrations = [
  FirstHouse1795305600000,
  WhoMayDoWhat1795392000000,
  WholeLife1795478400000,
  Batches1795478400001,
  Notices1795478400003,
  Progress1795478400004,
  Told1795564800000,
  ToldFairly1795651200000,
];
