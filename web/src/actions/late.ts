import { Chunk } from '../chunk.ts'
import { failed, type Result } from '../state/result.ts'
import type { LateActions } from './actions.ts'
import type { LateContext } from './late/late-context.ts'

export const actionsChunk = new Chunk(() => import('./late/late-actions.ts'))

type Action = (...given: readonly unknown[]) => Promise<Result<unknown>>

/** Their code comes when the first of them is used. Where it cannot be had, the server cannot be reached either. */
export function lateActions(context: LateContext): LateActions {
  let made: LateActions | null = null
  const doing = async (group: keyof LateActions, action: string, given: readonly unknown[]) => {
    const module = await actionsChunk.load().catch(() => null)
    if (!module) return failed({ kind: 'unreachable' })
    made ??= module.createLateActions(context)
    // Whoever names it has it from the type of the group.
    return (made[group] as unknown as Record<string, Action>)[action]?.(...given)
  }
  const group = <Name extends keyof LateActions>(name: Name): LateActions[Name] => {
    const get =
      (_: object, action: string) =>
      (...given: readonly unknown[]) =>
        doing(name, action, given)
    return new Proxy<object>({}, { get }) as LateActions[Name]
  }
  return {
    account: group('account'),
    people: group('people'),
    conversations: group('conversations'),
    members: group('members'),
    links: group('links'),
    requests: group('requests'),
    changing: group('changing'),
    finding: group('finding'),
    saved: group('saved'),
    scheduled: group('scheduled'),
    draftSync: group('draftSync'),
  }
}
