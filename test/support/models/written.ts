import { randomInt } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

import type { ChangeOutcome, MessageChange } from '../../../api/src/stores/changes/message-change.ts'
import type { AppendOutcome, MessageDraft, MessageStore } from '../../../api/src/stores/message-store.ts'

/** The outcomes of all, of which those that another instance stood in the way of are tried again, as an instance does. */
async function written<Input, Outcome>(
  inputs: readonly Input[],
  write: (inputs: readonly Input[]) => Promise<(Outcome | null)[]>,
): Promise<Outcome[]> {
  const outcomes = new Map<Input, Outcome[]>()
  for (let open = inputs; open.length > 0;) {
    const answered = await write(open)
    for (const [at, input] of open.entries()) {
      const outcome = answered[at] ?? null
      if (outcome !== null) outcomes.set(input, [...(outcomes.get(input) ?? []), outcome])
    }
    open = open.filter((_, at) => (answered[at] ?? null) === null)
    if (open.length > 0) await setTimeout(randomInt(1, 9))
  }
  return inputs.flatMap((input) => outcomes.get(input)?.shift() ?? [])
}

export const appended = (store: MessageStore, drafts: readonly MessageDraft[]): Promise<AppendOutcome[]> =>
  written(drafts, (some) => store.append(some))

export const changed = (store: MessageStore, changes: readonly MessageChange[]): Promise<ChangeOutcome[]> =>
  written(changes, (some) => store.change(some))
