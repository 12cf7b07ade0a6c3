/**
 * What CloudFormation sends to a custom resource, as far as handlers use it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: { readonly [name: string]: unknown };
}

/** How a request ended. */
export interface CustomResourceResult {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly physicalResourceId: string;
  readonly reason?: string;
  readonly data?: { readonly [name: string]: string };
}

/** Tells CloudFormation. Without an answer a stack waits until its timeout. */
export interface Responder {
  respond(event: CustomResourceEvent, result: CustomResourceResult): Promise<void>;
}

/** Puts the answer to the pre-signed URL that came with the request. */
export function urlResponder(send: typeof fetch): Responder {
  return {
    async respond(event, result) {
      const body = JSON.stringify({
        Status: result.status,
        // CloudFormation takes 4 KB in all.
        Reason: result.reason?.slice(0, 1000) ?? 'done',
        PhysicalResourceId: result.physicalResourceId,
        StackId: event.StackId,
        RequestId: event.RequestId,
        LogicalResourceId: event.LogicalResourceId,
        Data: result.data,
      });
      // The URL was signed without a content type.
      const answer = await send(event.ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
      if (!answer.ok) throw new Error(`CloudFormation refused the response with status ${answer.status}`);
    },
  };
}
