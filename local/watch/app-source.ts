/** Where the cloud assembly comes from, and how its changes are noticed. */
export interface AppSource {
  /**
   * Folder of an up-to-date cloud assembly; an app is synthesized for it.
   * @throws LocalGatewayError when the folder is not there or the synthesis fails; the message holds the end of the app's own output.
   */
  folder(): Promise<string>;
  /**
   * Calls `onChange` when the assembly is stale, once for a burst of changes.
   * @param also files and folders beside the source itself, such as code that templates refer to
   */
  watch(onChange: () => void, also?: readonly string[]): Watcher;
  /** Ends a running synthesis. */
  close(): void;
}

/** Something that is being watched. */
export interface Watcher {
  /** Whether something changed that has not been reported yet. @default false */
  readonly isPending?: boolean;
  /** Ends the watching; harmless when it has ended. */
  close(): void;
}
