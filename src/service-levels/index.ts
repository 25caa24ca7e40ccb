/** The only door of service-levels/. */

export { type Availability, availability, callBackSlots } from './availability.ts';
export {
  addBusinessMinutes,
  type BusinessHours,
  businessMinutesBetween,
  isOpen,
  nextOpening,
} from './business-hours.ts';
export {
  answered,
  closed,
  debtorWrote,
  disputeDueAt,
  type NewClocks,
  promised,
  stakeKnown,
  startClocks,
} from './clocks.ts';
export {
  holidayWarnings,
  parseServicePolicy,
  readServicePolicy,
  type ServicePolicy,
} from './policy.ts';
export { applyServicePolicy, policyOf } from './policy-in-use.ts';
export type { Slot } from './slots.ts';
export type { Sweep } from './sweep.ts';
export { createSweeper, type Sweeper, type SweeperLog } from './sweeper.ts';
