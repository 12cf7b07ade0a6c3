import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { FunctionModel } from '../../local/model/functions/function';

/** Directories with the code of functions, removed again by `remove`. */
export class FunctionCode {
  private readonly root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'functions-')));
  private count = 0;

  /** Writes the files of a function and describes it; handler is `index.handler`, 128 MB, 3 s. */
  public model(files: Readonly<Record<string, string>>, overrides: Partial<FunctionModel> = {}): FunctionModel {
    const codeDirectory = path.join(this.root, String(++this.count));
    this.write(codeDirectory, files);
    return {
      stack: 'Shop',
      logicalId: 'Orders',
      name: 'orders',
      arn: 'arn:aws:lambda:eu-west-1:123456789012:function:orders',
      region: 'eu-west-1',
      account: '123456789012',
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      codeDirectory,
      memoryMegabytes: 128,
      timeoutMilliseconds: 3000,
      environment: new Map(),
      qualifiers: [],
      ...overrides,
    };
  }

  public write(directory: string, files: Readonly<Record<string, string>>): void {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(directory, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }

  public remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
