import fc from 'fast-check';
import { parseTemplate } from '../../../local/assembly/reading/template';
import { StackScope } from '../../../local/assembly/stack-scope';
import { TemplateLocation } from '../../../local/assembly/template-error';
import { Json } from '../../../local/json';

const environment = {
  stackName: 'Shop', region: 'us-east-1', account: '000000000000', partition: 'aws', urlSuffix: 'amazonaws.com', stackId: 'id', seed: 'Shop',
};
const none = (): never => { throw new Error('not part of this test'); };

/** Resolves a value in a stack whose parameters are given. */
function resolve(value: Json, parameters: Record<string, string> = {}): Json | undefined {
  const template = parseTemplate('Shop.json', {
    Parameters: Object.fromEntries(Object.keys(parameters).map(name => [name, { Type: 'String' }])), Resources: {},
  });
  const source = { template, environment, assets: new Map(), nested: new Map(), after: [] };
  const neighbours = { exported: none, stackOutput: none, secret: () => undefined, parameter: () => undefined };
  return new StackScope(source, neighbours, name => parameters[name]).evaluate(value, new TemplateLocation('Shop.json'));
}

const text = fc.string({ maxLength: 20 }).filter(value => !value.includes('{{'));
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/);

test('Fn::Join then Fn::Split gives the values back when none holds the delimiter', () => {
  fc.assert(fc.property(fc.array(text.filter(value => !value.includes('|')), { minLength: 1 }), values => {
    expect(resolve({ 'Fn::Split': ['|', { 'Fn::Join': ['|', values] }] })).toEqual(values);
  }));
});

test('Fn::Join is the join of lists', () => {
  fc.assert(fc.property(text, fc.array(text), (delimiter, values) => {
    const expected = values.join(delimiter);
    fc.pre(!expected.includes('{{resolve:'));
    expect(resolve({ 'Fn::Join': [delimiter, values] })).toBe(expected);
  }));
});

test('Fn::Select is indexing, and refuses exactly the indexes outside', () => {
  fc.assert(fc.property(fc.array(text), fc.nat(30), (values, index) => {
    const select = (): Json | undefined => resolve({ 'Fn::Select': [index, values] });
    if (index < values.length) expect(select()).toBe(values[index]);
    else expect(select).toThrow(`the list has ${values.length} values`);
  }));
});

type Piece = { readonly literal: string } | { readonly name: string; readonly value: string } | { readonly escaped: string };
const plain = text.filter(value => !/[${}]/.test(value));
const piece: fc.Arbitrary<Piece> = fc.oneof(
  fc.record({ literal: plain }), fc.record({ name, value: plain }), fc.record({ escaped: name }),
);

test.each([['of parameters', false], ['of its own names', true]])('Fn::Sub replaces exactly the names, %s', (_, own) => {
  fc.assert(fc.property(fc.array(piece), pieces => {
    const values: Record<string, string> = {};
    for (const part of pieces) if ('name' in part) values[part.name] ??= part.value;
    const written = pieces.map(part => ('literal' in part ? part.literal : 'name' in part ? `\${${part.name}}` : `\${!${part.escaped}}`)).join('');
    const expected = pieces.map(part => ('literal' in part ? part.literal : 'name' in part ? values[part.name] : `\${${part.escaped}}`)).join('');
    expect(own ? resolve({ 'Fn::Sub': [written, values] }) : resolve({ 'Fn::Sub': written }, values)).toBe(expected);
  }));
});

test('a value without functions is given back as it is', () => {
  const data = fc.jsonValue({ maxDepth: 4 }).filter(value => !/"(Ref|Fn::|__proto__)|\{\{/.test(JSON.stringify(value)));
  fc.assert(fc.property(data, value => expect(resolve(value as Json)).toEqual(value)));
});
