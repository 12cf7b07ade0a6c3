/** The end of the year 9999: a later date is one in milliseconds. */
const latest = 253_402_300_799;

/** Whether a claim is a date in seconds. */
export function isDate(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= latest;
}

/** Whether a claim names a subject: 1 to 255 characters, none of them a control character. */
export function isSubject(value: unknown): value is string {
  return typeof value === 'string' && /^[^\u0000-\u001f\u007f]{1,255}$/.test(value);
}
