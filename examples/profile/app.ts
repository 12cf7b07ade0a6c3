import { App } from 'aws-cdk-lib';
import { ProfileStack } from './profile-stack';

const app = new App();
new ProfileStack(app, 'Profile', { description: 'Profiles of people that sign in' });
