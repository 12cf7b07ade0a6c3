import { AlarmModel } from '../model/watching/alarm';
import { AlarmState } from '../reporter';

/** Why an alarm is in its state. */
export interface StateReason {
  /** In the words that people know from the console. */
  readonly text: string;
  /** JSON; absent where the service gives none. */
  readonly data?: string;
}

/** One change of an alarm's state. */
export interface StateChange {
  readonly alarm: AlarmModel & { readonly kind: 'metric' | 'composite' };
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly fromReason: StateReason;
  readonly reason: StateReason;
  /** Milliseconds. */
  readonly at: number;
}

/** What the service says about an alarm that it has not evaluated. */
export const INITIAL_REASON: StateReason = { text: 'Unchecked: Initial alarm creation' };
