import { quotaCountersContract } from './quota-counters.contract';
import { MemoryQuotaCounters } from '../../../../local/gateway/usage/memory-quota-counters';

quotaCountersContract(() => new MemoryQuotaCounters());
