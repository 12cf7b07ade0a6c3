import * as fc from 'fast-check';
import { FixedScope } from './fixed-scope';
import { compileTemplate } from '../../../local/mapping/template';

const render = (template: string, scope = new FixedScope()): string => compileTemplate(template).render(scope);

describe('a template', () => {
  test.each([
    ['{"version": "$stageVariables.version"}', '{"version": "1.0"}'],
    ['${stageVariables.version}x|$stageVariables[\'version\']|$stageVariables.get(\'version\')|$stageVariables.none', '1.0x|1.0|1.0|'],
    ['$context.identity.sourceIp|$!context.requestId|${context.requestId}.', '1.2.3.4|r-1|r-1.'],
    ['$context.requestTimeEpoch|$context.nope|$context.authorizer.claims.sub', '1700000000000||'],
    ['$input.json(\'$.pets\')|$input.json("$.n")|$input.json(\'$.none\')', '[{"name":"Rex"}]|null|'],
    ['$input.path(\'$.pets[0]\')|$input.path(\'$.pets\')|$input.path(\'$.n\')', '{name=Rex}|[{"name":"Rex"}]|'],
    ['$input.params(\'id\')|$input.params(\'q\')|$input.params(\'X-H\')|$input.params(\'none\')', '42|2|last|'],
    ['$util.escapeJavaScript($input.path(\'$.quote\'))', 'it\\\'s \\"q\\" a\\/b'],
    ['$util.urlEncode($input.params(\'r\'))|$util.urlDecode("a+b%26c")', 'a+b%26c|a b&c'],
    ['$util.base64Encode("hello ü")|$util.base64Decode("aGVsbG8=")', 'aGVsbG8gw7w=|hello'],
    ['$undefined|$!undefined|${undefined}|$undefined.foo', '|||'],
    ['$input.body.member', ''],
    ['$100|$ 5|$$|#|#foo|#fff', '$100|$ 5|$$|#|#foo|#fff'],
    ['', ''],
  ])('%s', (template, expected) => {
    expect(render(template)).toBe(expected);
  });

  test('gives the body as it is, JSON or not', () => {
    expect(render('MessageBody=$input.body', new FixedScope('some raw data'))).toBe('MessageBody=some raw data');
    expect(render('{"echo": $input.json(\'$\')}', new FixedScope('{"a": [1, 2]}'))).toBe('{"echo": {"a":[1,2]}}');
  });

  test('does not read what it inserts as a template', () => {
    expect(render('$input.body', new FixedScope('$context.requestId'))).toBe('$context.requestId');
  });

  test.each(['#set($a = 1)', 'a #if(true)b#end', '#foreach($x in $y)#end', 'text ## comment', '#* block *#', '#{if}(true)'])('%j says that it needs the template language', (template) => {
    expect(() => compileTemplate(template)).toThrow(/the template uses #.*, and the template language is not evaluated yet/);
  });

  test.each(['$input.params()', '$input.params().path', '$input.path(\'$.a\').size()', '$util.parseJson("{}")', '$context.get("a")', '$stageVariables.size()', '$input'])('%j says which reference it does not know', (template) => {
    expect(() => compileTemplate(template)).toThrow('needs the template language');
  });

  test('a reference without its brace or parenthesis is refused', () => {
    expect(() => compileTemplate('${context.requestId')).toThrow('no closing brace');
    expect(() => compileTemplate('$input.json(\'$\'')).toThrow('can\'t read the parameters of json');
  });

  test('text without dollar signs and hashes is never changed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }).map((text) => text.replace(/[$#]/g, '')), (text) => {
      expect(render(text)).toBe(text);
    }));
  });
});
