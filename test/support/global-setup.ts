/** Runs once before all tests; the build itself is `npm test`'s pretest step. */
export default function setup(): void {
  process.env.TZ = 'UTC';
}
