import { readDocument } from '../../assembly/reading/read-document';
import { TemplateLocation } from '../../assembly/template-error';
import { isObject, Json } from '../../json';
import { Properties } from '../properties';
import { StackResource, StackResources } from '../stack-resources';

/** The OpenAPI document of an API: in the template, or in the file that CDK uploads. */
export async function bodyOf(entry: StackResource, all: StackResources): Promise<Properties | undefined> {
  const { resource, properties } = entry;
  if (properties.has('Body')) return properties.object('Body');
  if (!properties.has('BodyS3Location')) return undefined;
  if (resource.assetPath === undefined) {
    all.leaveOut(entry, 'its BodyS3Location is an object on S3: the API has no routes here. Give the body inline or as an asset');
    return undefined;
  }
  const document: Json = await readDocument(resource.assetPath);
  const at = new TemplateLocation(resource.assetPath);
  return isObject(document)
    ? new Properties(document, at)
    : properties.refuse('BodyS3Location', 'an asset that holds an OpenAPI document');
}
