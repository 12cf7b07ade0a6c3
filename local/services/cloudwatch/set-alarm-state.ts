import { FindRegionWatch } from './region-watch';
import { Operation } from '../wire/aws-service';
import { ServiceError } from '../wire/service-error';

const STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;

/** `SetAlarmState`: puts an alarm into a state until its next evaluation. */
export function setAlarmState(find: FindRegionWatch): Operation {
  return (input, region) => {
    const { alarms } = find(region);
    const name = input.requiredText('AlarmName');
    const alarm = alarms.find(name);
    if (!alarm) throw new ServiceError('ResourceNotFound', `There is no alarm ${JSON.stringify(name)}.`, undefined, 404);
    const asked = input.requiredText('StateValue');
    const state = STATES.find((known) => known === asked);
    if (!state) throw ServiceError.invalid(`The parameter StateValue must be one of ${STATES.join(', ')}.`);
    const data = input.text('StateReasonData');
    alarms.set(alarm, state, { text: input.requiredText('StateReason'), ...(data !== undefined && isJson(data) && { data }) });
    return {};
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    throw new ServiceError('InvalidFormat', 'The parameter StateReasonData must be JSON.');
  }
}
