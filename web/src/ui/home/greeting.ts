import { words } from '../../i18n/late.ts'
import { derived } from '../../state/observable.ts'
import type { SessionState } from '../../state/session.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el, replaceChildren, sentence } from '../dom.ts'
import { calledBy } from '../format/names.ts'
import { weekdayDate } from '../format/time.ts'
import { talksHere } from './people-sections.ts'

export class Greeting extends Component {
  constructor(client: Client) {
    const title = el('h2', { class: 'large-title' })
    const lead = el('p', { class: 'lead' })
    super(el('header', {}, title, lead))
    const { session, conversations, online } = client.state
    this.bind(derived([session, client.clock.now], greeting), (text) =>
      replaceChildren(title, ...sentence(text)),
    )
    const here = derived([conversations, online], (list, ids) => talksHere(list, ids).length)
    this.bind(
      derived([client.clock.now, here], (now, count) => words.home.lead(weekdayDate(now), count)),
      (text) => (lead.textContent = text),
    )
  }
}

/** By the hour of the reader. */
function greeting(session: SessionState, now: Date): string {
  const name = session.kind === 'signed-in' ? calledBy(session.me.displayName) : ''
  const hour = now.getHours()
  const { morning, afternoon, evening } = words.home
  if (hour >= 5 && hour < 12) return morning(name)
  return hour >= 12 && hour < 18 ? afternoon(name) : evening(name)
}
