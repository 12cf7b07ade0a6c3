import { resolveValue } from './temporary-stack';

const template = {
  Parameters: {
    Env: { Type: 'String', Default: 'dev' },
    Count: { Type: 'Number', Default: 3 },
    Names: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
    Empty: { Type: 'CommaDelimitedList', Default: '' },
  },
  Mappings: { Sizes: { dev: { memory: 128, zones: ['x', 'y'] }, prod: { memory: 512 } } },
  Conditions: {
    IsDev: { 'Fn::Equals': [{ Ref: 'Env' }, 'dev'] },
    IsProd: { 'Fn::Not': [{ Condition: 'IsDev' }] },
    Both: { 'Fn::And': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] },
    Three: { 'Fn::Equals': [{ Ref: 'Count' }, 3] },
  },
  Resources: { Orders: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } } },
};
const ORDERS_ARN = 'arn:aws:dynamodb:eu-west-1:000000000000:table/orders';

const cases: ReadonlyArray<readonly [string, unknown, unknown]> = [
  ['Ref of a parameter', { Ref: 'Env' }, 'dev'],
  ['Ref of a number parameter is text', { Ref: 'Count' }, '3'],
  ['Ref of a list parameter', { Ref: 'Names' }, ['a', 'b', 'c']],
  ['Ref of an empty list parameter', { Ref: 'Empty' }, []],
  ['Ref of a resource', { Ref: 'Orders' }, 'orders'],
  ['Fn::GetAtt with a list', { 'Fn::GetAtt': ['Orders', 'Arn'] }, ORDERS_ARN],
  ['Fn::GetAtt with dots', { 'Fn::GetAtt': 'Orders.Arn' }, ORDERS_ARN],
  ['Fn::GetAtt whose attribute is a Ref', { 'Fn::GetAtt': ['Orders', { 'Fn::Join': ['', ['A', 'rn']] }] }, ORDERS_ARN],
  ['AWS::Region', { Ref: 'AWS::Region' }, 'eu-west-1'],
  ['AWS::AccountId', { Ref: 'AWS::AccountId' }, '000000000000'],
  ['AWS::Partition', { Ref: 'AWS::Partition' }, 'aws'],
  ['AWS::URLSuffix', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
  ['AWS::StackName', { Ref: 'AWS::StackName' }, 'Shop'],
  ['AWS::NotificationARNs', { Ref: 'AWS::NotificationARNs' }, []],
  ['AWS::NoValue removes a member', { kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
  ['AWS::NoValue removes an element', [1, { Ref: 'AWS::NoValue' }, 2], [1, 2]],
  ['AWS::NoValue in Fn::If', { a: { 'Fn::If': ['IsProd', 1, { Ref: 'AWS::NoValue' }] } }, {}],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Env' }, 1, true]] }, 'a-dev-1-true'],
  ['Fn::Join of a list function', { 'Fn::Join': ['+', { 'Fn::Split': [',', 'a,b'] }] }, 'a+b'],
  ['Fn::Join leaves AWS::NoValue out', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::NoValue' }, 'b']] }, 'a-b'],
  ['Fn::Split', { 'Fn::Split': ['|', 'a||c'] }, ['a', '', 'c']],
  ['Fn::Select', { 'Fn::Select': [1, ['a', 'b']] }, 'b'],
  ['Fn::Select with a text index', { 'Fn::Select': ['0', { Ref: 'Names' }] }, 'a'],
  ['Fn::Sub of a text', { 'Fn::Sub': '${Env}/${Orders}/${Orders.Arn}/${AWS::Region}' }, `dev/orders/${ORDERS_ARN}/eu-west-1`],
  ['Fn::Sub with own names', { 'Fn::Sub': ['${Own}-${Env}', { Own: { Ref: 'Count' }, Env: 'mine' }] }, '3-mine'],
  ['Fn::Sub leaves literals', { 'Fn::Sub': '${!Env} $Env ${!AWS::Region} {Env}' }, '${Env} $Env ${AWS::Region} {Env}'],
  ['Fn::Sub of a list parameter', { 'Fn::Sub': '${Names}' }, 'a,b,c'],
  ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Env' }, 'memory'] }, 128],
  ['Fn::FindInMap of a list', { 'Fn::FindInMap': ['Sizes', 'dev', 'zones'] }, ['x', 'y']],
  ['Fn::FindInMap with a default', { 'Fn::FindInMap': ['Sizes', 'test', 'memory', { DefaultValue: { Ref: 'Env' } }] }, 'dev'],
  ['Fn::If, true', { 'Fn::If': ['IsDev', { Ref: 'Env' }, 'x'] }, 'dev'],
  ['Fn::If, false', { 'Fn::If': ['IsProd', 'x', 'y'] }, 'y'],
  ['Fn::And', { 'Fn::If': ['Both', 1, 0] }, 0],
  ['Fn::Or', { 'Fn::If': ['Either', 1, 0] }, 1],
  ['Fn::Equals of a number and its text', { 'Fn::If': ['Three', 1, 0] }, 1],
  ['Fn::If does not resolve the other branch', { 'Fn::If': ['IsDev', 1, { Ref: 'NotThere' }] }, 1],
  ['Fn::Base64', { 'Fn::Base64': { 'Fn::Sub': 'é${Env}' } }, Buffer.from('édev').toString('base64')],
  ['Fn::Length', { 'Fn::Length': { Ref: 'Names' } }, 3],
  ['Fn::ToJsonString', { 'Fn::ToJsonString': { env: { Ref: 'Env' }, list: [1, { Ref: 'Count' }] } }, '{"env":"dev","list":[1,"3"]}'],
  ['Fn::GetAZs of the own region', { 'Fn::GetAZs': '' }, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
  ['Fn::GetAZs of another', { 'Fn::Select': [1, { 'Fn::GetAZs': 'us-east-2' }] }, 'us-east-2b'],
  ['Fn::Cidr', { 'Fn::Cidr': ['10.1.0.0/16', 3, 8] }, ['10.1.0.0/24', '10.1.1.0/24', '10.1.2.0/24']],
  ['Fn::Cidr of IPv6', { 'Fn::Cidr': ['2001:db8::/56', 2, 64] }, ['2001:db8::/64', '2001:db8:0:1::/64']],
  ['an object with Ref and more is data', { Ref: 'Env', other: 1 }, { Ref: 'Env', other: 1 }],
  ['an IAM condition is data', { Condition: { StringEquals: { a: 'b' } } }, { Condition: { StringEquals: { a: 'b' } } }],
  ['a member called __proto__ stays a member', JSON.parse('{"__proto__": {"a": 1}}'), JSON.parse('{"__proto__": {"a": 1}}')],
  ['null stays null', { a: null }, { a: null }],
];

test.each(cases)('%s', async (_, value, expected) => {
  expect(await resolveValue(value, template)).toEqual(expected);
});

const mistakes: ReadonlyArray<readonly [string, unknown, RegExp]> = [
  ['Ref to nothing', { Ref: 'Ordres' }, /Resources\.Probe\.Properties\.value\.Ref: no such resource or parameter; found "Ordres"; expected .*Fix:/],
  ['Ref of a list', { Ref: ['Orders'] }, /Ref: wrong type; found \["Orders"\]; expected a logical id/],
  ['unknown pseudo parameter', { Ref: 'AWS::Zone' }, /no such pseudo parameter; found "AWS::Zone"/],
  ['Fn::GetAtt without attribute', { 'Fn::GetAtt': 'Orders' }, /Fn::GetAtt: wrong arguments; found "Orders"; expected \[logical id, attribute\]/],
  ['Fn::Join of a text', { 'Fn::Join': ['-', 'abc'] }, /Fn::Join\[1\]: wrong type; found "abc"; expected a list/],
  ['Fn::Join of an object', { 'Fn::Join': ['-', [{ a: 1 }]] }, /Fn::Join\[1\]\[0\]: wrong type; found {"a":1}; expected a text/],
  ['Fn::Join without list', { 'Fn::Join': '-' }, /Fn::Join: wrong arguments; found "-"; expected \[delimiter, \[values\]\]/],
  ['Fn::Split without delimiter', { 'Fn::Split': ['', 'a'] }, /wrong delimiter; found ""/],
  ['Fn::Select beyond the end', { 'Fn::Select': [2, ['a', 'b']] }, /the list has 2 values; found 2; expected an index from 0 to 1/],
  ['Fn::Select with a negative index', { 'Fn::Select': [-1, ['a']] }, /found "-1"; expected a whole number/],
  ['Fn::FindInMap without entry', { 'Fn::FindInMap': ['Sizes', 'dev', 'disk'] }, /the mapping has no such entry; found \["Sizes","dev","disk"\].*DefaultValue/],
  ['Fn::If of an unknown condition', { 'Fn::If': ['IsTest', 1, 2] }, /no such condition; found "IsTest"; expected one of Conditions: IsDev, IsProd/],
  ['Fn::Sub to nothing', { 'Fn::Sub': '${Nothing}' }, /Fn::Sub: no such resource or parameter; found "Nothing"/],
  ['Fn::Cidr of nonsense', { 'Fn::Cidr': ['10.0.0.300/16', 1, 8] }, /not an address block; found "10.0.0.300\/16"/],
  ['Fn::Cidr that does not fit', { 'Fn::Cidr': ['10.0.0.0/24', 4, 7] }, /does not hold 4 subnets/],
  ['Fn::Transform', { 'Fn::Transform': { Name: 'AWS::Include' } }, /Fn::Transform is not supported here.*macros run on AWS only/],
  ['an unknown function', { 'Fn::Upper': 'a' }, /Fn::Upper is not supported here; .*expected one of .*Fn::Join/],
  ['a function with a neighbour', { 'Fn::Join': ['', []], 'x': 1 }, /Fn::Join must be the only member of its object/],
  ['Fn::ImportValue of nothing', { 'Fn::ImportValue': 'shared' }, /no loaded stack exports this; found "shared"; .*Fix: load the stack/],
];

test.each(mistakes)('%s is refused with place, value and expectation', async (_, value, message) => {
  await expect(resolveValue(value, template)).rejects.toThrow(message);
});
