import { cpSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Aspects, FileSystem } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';

/**
 * Puts a file beside the code of a function, for content that is known only when the whole app is.
 *
 * @param folder the code that the function has
 * @param content called once, when everything is there; undefined when no file is needed
 */
export function addLateCodeFile(owner: lambda.Function, folder: string, name: string, content: () => string | undefined): void {
  Aspects.of(owner).add({
    visit: (node) => {
      if (!(node instanceof lambda.CfnFunction)) return;
      const text = content();
      if (text === undefined || owner.node.tryFindChild('CodeWithFile')) return;
      const copy = FileSystem.mkdtemp('code-');
      cpSync(folder, copy, { recursive: true });
      writeFileSync(path.join(copy, name), text);
      const asset = new Asset(owner, 'CodeWithFile', { path: copy });
      asset.addResourceMetadata(node, 'Code');
      node.code = { s3Bucket: asset.s3BucketName, s3Key: asset.s3ObjectKey };
      // Where assets are not staged, the copy itself is the asset.
      if (!path.isAbsolute(asset.assetPath)) rmSync(copy, { recursive: true });
    },
  });
}
