/** Ends a `switch` over a closed union: a new variant is a compile error, an unknown one at run time is loud. */
export function assertNever(value: never): never {
  throw new Error(`unexpected variant: ${JSON.stringify(value)}`);
}
