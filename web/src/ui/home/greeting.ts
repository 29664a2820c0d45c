import { words } from '../../i18n/index.ts'
import type { SessionState } from '../../state/session.ts'
import { calledBy } from '../format/names.ts'

/** By the hour of the reader. */
export function greeting(session: SessionState, now: Date): string {
  const name = session.kind === 'signed-in' ? calledBy(session.me.displayName) : ''
  const hour = now.getHours()
  const { morning, afternoon, evening } = words.home
  if (hour >= 5 && hour < 12) return morning(name)
  return hour >= 12 && hour < 18 ? afternoon(name) : evening(name)
}
