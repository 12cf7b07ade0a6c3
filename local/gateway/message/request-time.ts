const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

let lastSecond = -1;
let lastText = '';

/** A time as access logs write it: `21/Nov/2026:09:37:48 +0000`. The text of the latest second is kept, most requests share it. */
export function requestTime(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  if (second === lastSecond) return lastText;
  const time = new Date(second * 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  lastSecond = second;
  lastText = `${two(time.getUTCDate())}/${MONTHS[time.getUTCMonth()] ?? ''}/${time.getUTCFullYear()}`
    + `:${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} +0000`;
  return lastText;
}
