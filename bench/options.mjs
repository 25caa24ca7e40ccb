import { parseArgs } from 'node:util';

const HELP = `npm run bench -- [options]

  --debtors LIST       ledger sizes, with ten open invoices each   (1000,100000,1000000)
  --connections LIST   questions under way at a time               (1,10,100)
  --rounds N           each variant is measured this often; the table shows medians   (3)
  --seconds N          of one measurement, after its warm-up       (5)
  --sessions N         conversations with an open WebSocket        (500)
  --only LIST          of sapa,floor,botbuilder-body,botbuilder-connector,startup
  --dir DIR            where ledgers are made and kept, on the disk to be measured   (data/bench)
  --json FILE          every figure, machine-readable
  --profile DIR        runs Sapa under --cpu-prof (10 connections, first ledger) and lists what costs most
  --server FILE        measures this build instead of making dist/main.js
  --quick              1,000 and 100,000 debtors, 10 connections, one round of 2 s
`;

/** The command line, checked; prints help or an error and ends the process where need be. */
export function readOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        debtors: { type: 'string' },
        connections: { type: 'string' },
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        sessions: { type: 'string', default: '500' },
        only: { type: 'string', default: 'sapa,floor,botbuilder-body,botbuilder-connector,startup' },
        dir: { type: 'string', default: 'data/bench' },
        json: { type: 'string' },
        profile: { type: 'string' },
        server: { type: 'string' },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (error) {
    stop(`${error.message}\n\n${HELP}`);
  }
  if (values.help) {
    console.log(HELP);
    process.exit();
  }
  const quick = values.quick;
  return {
    debtors: numbers('debtors', values.debtors ?? (quick ? '1000,100000' : '1000,100000,1000000')),
    connections: numbers('connections', values.connections ?? (quick ? '10' : '1,10,100')),
    rounds: number('rounds', values.rounds ?? (quick ? '1' : '3')),
    seconds: number('seconds', values.seconds ?? (quick ? '2' : '5')),
    sessions: number('sessions', values.sessions),
    only: values.only.split(','),
    dir: values.dir,
    json: values.json,
    profile: values.profile,
    server: values.server,
  };
}

function numbers(name, text) {
  return text.split(',').map((one) => number(name, one));
}

function number(name, text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) stop(`--${name}: "${text}" is not a whole number above zero`);
  return value;
}

function stop(words) {
  console.error(words);
  process.exit(2);
}
