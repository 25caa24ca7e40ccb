/**
 * Group commit in its simplest form: the jobs of one turn of the event loop share a transaction, each
 * in a savepoint, and are answered after the commit. Jobs are synchronous.
 */
export function createGroupCommit(sqlite, batchSize = 64) {
  const begin = sqlite.prepare('BEGIN IMMEDIATE');
  const commit = sqlite.prepare('COMMIT');
  const savepoint = sqlite.prepare('SAVEPOINT job');
  const release = sqlite.prepare('RELEASE job');
  const undo = sqlite.prepare('ROLLBACK TO job');
  const queue = [];
  let waiting = false;

  function flush() {
    waiting = false;
    const batch = queue.splice(0, batchSize);
    if (queue.length > 0) wait();
    const answers = [];
    begin.run();
    for (const { job, resolve, reject } of batch) {
      savepoint.run();
      try {
        const value = job();
        answers.push(() => resolve(value));
      } catch (error) {
        undo.run();
        answers.push(() => reject(error));
      }
      release.run();
    }
    commit.run();
    for (const answer of answers) answer();
  }
  function wait() {
    if (waiting) return;
    waiting = true;
    setImmediate(flush);
  }
  return (job) =>
    new Promise((resolve, reject) => {
      queue.push({ job, resolve, reject });
      wait();
    });
}
