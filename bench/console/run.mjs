// `npm run bench:console -- live|queue`: what collectors wait for; both without a word.
const [which, ...rest] = process.argv.slice(2);
process.argv.splice(2, Number.POSITIVE_INFINITY, ...rest);
if (which !== 'live') await import('./queue.mjs');
if (which !== 'queue') await import('./live.mjs');
