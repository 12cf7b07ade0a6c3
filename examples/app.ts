import { App } from 'aws-cdk-lib';
import { OrdersStack } from './orders/orders-stack';
import { SignedInStack } from './orders/signed-in-stack';
import { ProfileStack } from './profile/profile-stack';

const app = new App();
new OrdersStack(app, 'Orders', { description: 'Orders API with usage plans' });
new SignedInStack(app, 'OrdersSignedIn', { description: 'Orders API for customers that sign in' });
new ProfileStack(app, 'Profile', { description: 'Profiles of people that sign in' });
