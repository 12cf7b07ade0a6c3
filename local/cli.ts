#!/usr/bin/env node
import { main } from './cli/main';
import { processTerminal } from './cli/terminal';

void main(process.argv.slice(2), processTerminal()).then((code) => { process.exitCode = code; });
