/** An expression that can't be read or computed; the message names the place. */
export class MathError extends Error {}
