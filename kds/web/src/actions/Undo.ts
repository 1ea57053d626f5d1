type Step = {
  /** Whether the store took it. */
  readonly done: Promise<boolean>;
  readonly back: () => Promise<void>;
};

/**
 * The last thing done on a screen, to be taken back with one key.
 *
 * It counts from the moment it is asked for: the change may stand on the screen before the store's answer to the
 * command does, and a cook's next key must not fall between the two.
 */
export class Undo {
  private last: Step | null = null;

  /** Something is being done; `back` takes it back. What the store refuses leaves what was done before it. */
  doing(done: Promise<boolean>, back: () => Promise<void>): void {
    const before = this.last;
    const step = { done, back };
    this.last = step;
    void done.then((taken) => {
      if (!taken && this.last === step) this.last = before;
    });
  }

  /** Takes the last thing back, once. Says whether there was one. */
  async take(): Promise<boolean> {
    const step = this.last;
    this.last = null;
    if (step === null || !(await step.done)) return false;
    await step.back();
    return true;
  }
}
