import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App } from 'aws-cdk-lib';
import { ProfileStack } from '../examples/profile/profile-stack';

// A committed snapshot must not hold paths of the machine that made it, and the runner asks for stack traces.
const app = new App({ postCliContext: { 'aws:cdk:disable-creation-stack-traces': true, 'aws:cdk:disable-stack-trace': true } });
// CloudFormation asks nobody whether an issuer exists; the snapshot needs one that synthesis takes.
const stack = new ProfileStack(app, 'IntegProfile', { issuerUrl: 'https://login.profile.example/' });

new IntegTest(app, 'Profile', { testCases: [stack], regions: ['us-east-1'] });
