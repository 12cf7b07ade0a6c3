/** File names of assets: a hash of the content, with an extension for files. */
const assetHash = /\b[0-9a-f]{64}\b/g;

/**
 * A jest snapshot serializer for CDK templates: it masks asset hashes, so that a snapshot changes with the template and not with a function's code.
 * `expect.addSnapshotSerializer(maskAssetHashes)`, or its path in `snapshotSerializers` of the jest configuration.
 */
export const maskAssetHashes = {
  test: (value: unknown): boolean => typeof value === 'string' && value.search(assetHash) >= 0,
  serialize: (value: string): string => JSON.stringify(value.replace(assetHash, '<asset>')),
};

export const { test, serialize } = maskAssetHashes;
