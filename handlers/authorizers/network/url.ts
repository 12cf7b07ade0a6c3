const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * Whether keys may be fetched from there: https, or http on this machine if that is allowed. No user name or password, no fragment.
 */
export function isAllowedUrl(url: unknown, loopbackAllowed: boolean): url is string {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { protocol, hostname, username, password, hash } = new URL(url);
  if (username !== '' || password !== '' || hash !== '') return false;
  return protocol === 'https:' || (loopbackAllowed && protocol === 'http:' && LOOPBACK.test(hostname));
}
