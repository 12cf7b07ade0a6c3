import { mkdtempSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { App, Lazy } from 'aws-cdk-lib';
import { ProfileStack } from './profile-stack';
import { servePage } from './serve-page';
import { SignInServer } from './sign-in-server';
import { startLocal } from 'cdk-apigateway-patterns/local';

/** The page, its API and somebody to sign in at, all on this machine, until Ctrl-C. */
async function main(): Promise<void> {
  // Below the repository, so that the functions find the AWS SDK where Lambda's runtime would provide it.
  const folder = mkdtempSync(path.join(__dirname, 'cdk.out-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const signIn = await SignInServer.start();
  let api = 'http://127.0.0.1';
  const page = await servePage(5173, () => ({ api, issuer: signIn.issuer, clientId: 'profile-page', audience: 'https://api.profile.example' }));

  const app = new App({ outdir: folder });
  // Synthesis takes https issuers only, as AWS does. This one is known when it runs, as if a parameter named it.
  new ProfileStack(app, 'Profile', { pageOrigin: page.origin, issuerUrl: Lazy.string({ produce: () => signIn.issuer }) });
  app.synth();
  const local = await startLocal({ app: folder });
  api = local.url('Profile');
  process.stdout.write(`The page is at ${page.origin}, its API at ${api}, and ${signIn.issuer} signs you in as ada. Ctrl-C ends it.\n`);

  const end = async (): Promise<void> => {
    await Promise.all([page.close(), local.close(), signIn.stop()]);
    process.exit();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
