import { accessLogFormatProblems } from '../../../local/model/access-log-format';

test.each([
  ['JSON with every value in quotes', '{"id":"$context.requestId","status":"$context.status","latency":"$context.integrationLatency"}'],
  ['the extended request id instead', '$context.extendedRequestId $context.status'],
  ['common log format', '$context.identity.sourceIp - - [$context.requestTime] "$context.httpMethod $context.path" $context.status $context.requestId'],
  ['a number that every request has', '{"id":"$context.requestId","status":$context.status}'],
  ['an end of line', '$context.requestId\n'],
])('takes %s', (_what, format) => {
  expect(accessLogFormatProblems(format)).toEqual([]);
});

test.each([
  ['no request id', '{"status":"$context.status"}', ['neither $context.requestId nor $context.extendedRequestId']],
  ['a claim with a colon without quotes', '{"id":"$context.requestId","who":$context.authorizer.claims.cognito:username}', ['$context.authorizer.claims.cognito:username without quotes']],
  ['several lines', '$context.requestId\n$context.status', ['several lines']],
  ['broken JSON', '{"id":"$context.requestId",}', ['a line of it is none']],
  ['a value that may be missing without quotes', '{"id":"$context.requestId","ms":$context.integrationLatency}', ['$context.integrationLatency without quotes']],
  ['everything at once', '{"ms":$context.integrationLatency}', ['neither', 'without quotes']],
])('names %s', (_what, format, expected) => {
  expect(accessLogFormatProblems(format)).toEqual(expected.map((part) => expect.stringContaining(part)));
});
