export const HELP = `Serves the API Gateway APIs of a CDK app or of CloudFormation templates on this machine.

  apigateway-local start [options]   serve until Ctrl-C
  apigateway-local token [options]   print a token of the running gateway's issuer
  apigateway-local help              this text
  apigateway-local --version         the version

What to serve (default: the app of cdk.json in this folder, else ./cdk.out)
  --app <folder | command>           a cdk.out folder, or the command of a CDK app: --app "npx tsx app.ts"
  --template <file>                  a CloudFormation template, JSON or YAML; may be repeated
  --parameter <name>=<value>         value of a template parameter; may be repeated
  --no-watch                         don't reload when templates, code or the app change

Where
  --port <number>                    port of the console, APIs take the ports after it; 0: free ones (default 3000)
  --host <address>                   address of the APIs (default 127.0.0.1); the console stays on this machine

How
  --backend <origin>=<local origin>  send HTTP integrations for an origin elsewhere; may be repeated. Behind a VPC link the origin is
                                     the ARN of the load balancer's listener or of the Cloud Map service, as the start names it
  --account-throttle <rate>,<burst>  the account's limits, if AWS raised yours (default 10000,5000)
  --in-process                       run functions in this process, for a debugger
  --no-local-issuer                  never stand in for a token issuer that can't be reached
  --fresh                            forget the quota counters of earlier runs

Token
  --sub <subject>                    whom it is for (default local-user)
  --scope <scope>                    may be repeated
  --claim <name>=<value>             a further claim; true, false, numbers and JSON are taken as such; may be repeated
  --issuer <issuer>                  whose place it takes, where there are several
  --audience <audience>              default: the first one that the issuer's verifiers accept
  --client-id <id>                   default: the first one that the issuer's verifiers accept
  --use <access | id>                of a user pool (default access with scopes, id without, unless the verifier wants one of them)
  --expires-in <seconds>             for how long it is good (default 3600)

Output
  --ready-json                       print one JSON line once everything listens, and everything else to stderr
  --quiet                            no access log and no function log
  --verbose                          show stack traces of errors
`;
