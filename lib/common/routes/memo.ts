/** Makes one value for each key, when it is first asked for. */
export class Memo<Key extends object, Value> {
  private readonly values = new Map<Key, Value>();

  public constructor(private readonly make: (key: Key) => Value) {}

  public of(key: Key): Value {
    const known = this.values.get(key);
    if (known !== undefined) return known;
    const made = this.make(key);
    this.values.set(key, made);
    return made;
  }
}
