/** `GET /orders/{id}`, as people write a route, of `/orders/{id}/GET`, as templates key its limits. */
export function routeName(methodKey: string): string {
  const at = methodKey.lastIndexOf('/');
  return `${methodKey.slice(at + 1)} ${methodKey.slice(0, at) || '/'}`;
}
