import type { Flow, StartWhen } from '../flow-schema.ts';
import { type Checking, report } from './report.ts';

/** Each way in leads to one flow, and each flow has a way in. */
export function checkStarts(checking: Checking): void {
  const taken = new Map<string, Flow>();
  for (const flow of checking.dialogs.flows.values()) {
    if (flow.calledOnly && flow.startWhen.length > 0) {
      const why = 'a flow that is only called must not be started by a debtor';
      report(
        checking,
        flow,
        ['start_when'],
        'both "called_only" and "start_when"',
        why,
        'remove one of them',
      );
    }
    if (!flow.calledOnly && flow.startWhen.length === 0) {
      const why = 'no message can start this flow';
      const fix = 'add "start_when", or "called_only: true" if only other flows and choices start it';
      report(checking, flow, ['flow'], 'neither "start_when" nor "called_only"', why, fix);
    }
    flow.startWhen.forEach((when, index) => {
      for (const way of waysIn(when)) {
        const other = taken.get(way);
        if (other && other !== flow) {
          const what = `${way} starts this flow and "${other.name}"`;
          const why = 'only one of them could ever begin';
          const fix = `choose one (the other is in ${other.file})`;
          report(checking, flow, startPath(flow, index), what, why, fix);
        } else taken.set(way, flow);
      }
    });
  }
}

function waysIn(when: StartWhen): string[] {
  return [
    ...(when.intent ? [`the intent "${when.intent}"`] : []),
    ...(when.entity ? [`a bare ${when.entity}`] : []),
    ...(when.command ? [`the command "${when.command}"`] : []),
    ...(when.file ? ['a file'] : []),
    ...(when.join ? ['opening the conversation'] : []),
  ];
}

function startPath(flow: Flow, index: number): (string | number)[] {
  // A single start is written without a list; lineOf stops at the nearest place there is.
  return flow.startWhen.length === 1 ? ['start_when'] : ['start_when', index];
}
