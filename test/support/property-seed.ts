import fc from 'fast-check';

/**
 * Property tests try the same cases on every run, so that a red build is a change and not a dice roll.
 * PROPERTY_SEED=random (or a number) looks further.
 */
const wanted = process.env.PROPERTY_SEED ?? '20261121';
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) });
