import { hostname } from 'node:os';
import { HostGuard, isLoopback } from '../../../local/listener/host-guard';

const guard = new HostGuard('dev.box');

test.each([
  undefined, 'localhost', 'LOCALHOST:3000', 'localhost.', '127.0.0.1:3000', '[::1]:3000', '[::1]', '192.168.1.7:3000', 'orders.localhost:3001', 'dev.box:3000', hostname(),
  'abc123.execute-api.us-east-1.amazonaws.com', 'abc123.execute-api.cn-north-1.amazonaws.com.cn',
])('a page can not have rebound %s', (host) => {
  expect(guard.allows(host)).toBe(true);
});

test.each([
  'evil.example', 'evil.example:3000', 'localhost.evil.example', '127.0.0.1.evil.example', 'notlocalhost', 'evil.example/localhost', 'localhost@evil.example', '',
  'abc.execute-api.us-east-1.amazonaws.com.evil.example', 'localhost:3000:3000', 'local host', '[evil.example]',
])('a page could have rebound %j', (host) => {
  expect(guard.allows(host)).toBe(false);
});

test.each([['127.0.0.1', true], ['127.1.2.3', true], ['::1', true], ['localhost', true], ['0.0.0.0', false], ['::', false], ['192.168.1.7', false], ['127.evil.example', false]])(
  '%s reaches only this machine: %s', (host, loopback) => {
    expect(isLoopback(host)).toBe(loopback);
  });

describe('custom domains of a template', () => {
  const domains = ['api.example.com', '*.shop.example', 'localhost.'];

  test.each([['api.example.com', true], ['API.example.com:3001', true], ['evil.api.example.com', false], ['a.shop.example', false], ['*.shop.example', false]])('%s is welcome: %s', (host, welcome) => {
    const guarded = new HostGuard('127.0.0.1');
    guarded.welcomeDomains(domains);
    expect(guarded.allows(host)).toBe(welcome);
  });

  it('are forgotten when a reload brings others', () => {
    const guarded = new HostGuard('127.0.0.1');
    guarded.welcomeDomains(['api.example.com']);
    expect(guarded.allows('api.example.com')).toBe(true);
    guarded.welcomeDomains(['other.example.com']);
    expect([guarded.allows('api.example.com'), guarded.allows('other.example.com')]).toEqual([false, true]);
  });
});
