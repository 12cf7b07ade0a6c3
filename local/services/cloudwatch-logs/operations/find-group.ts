import { ServiceError } from '../../wire/service-error';
import { ServiceInput } from '../../wire/service-input';
import { LogGroup } from '../log-group';
import { LogStore } from '../log-store';

/** The logs of the region of a request. */
export type FindLogs = (region: string) => LogStore;

/** The group that a request names, by name or ARN. @throws ServiceError when there is none */
export function findGroup(input: ServiceInput, logs: LogStore): LogGroup {
  const identifier = input.text('logGroupName') ?? input.text('logGroupIdentifier');
  if (identifier === undefined) throw new ServiceError('InvalidParameterException', 'logGroupName or logGroupIdentifier must be given');
  const group = logs.find(identifier.replace(/^arn:[^:]+:logs:[^:]*:\d*:log-group:/, '').replace(/:\*$/, ''));
  if (!group) throw new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.');
  return group;
}
