/** The stage of HTTP APIs whose name is in no URL. */
export const DEFAULT_STAGE = '$default';
