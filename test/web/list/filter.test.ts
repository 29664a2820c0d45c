import type { ConversationSummary, UserCard } from '@parley/shared'
import t from 'tap'

import { listed } from '../../../web/src/ui/list/listed.ts'
import { peer, Truth } from '../../support/models/truth.ts'

const group = (name: string): ConversationSummary => {
  const summary = new Truth().summary()
  return { ...summary, conversation: { ...summary.conversation, name } }
}

const direct = (changes: Partial<UserCard>): ConversationSummary => {
  const summary = new Truth().summary()
  return {
    ...summary,
    conversation: { ...summary.conversation, kind: 'direct', name: null },
    peer: { id: peer, username: 'ada.lovelace', displayName: '(Ada)', deleted: false, ...changes },
  }
}

const found = (typed: string, ...all: ConversationSummary[]): string[] =>
  listed(all, typed).map(({ conversation, peer }) => conversation.name ?? peer?.displayName ?? '')

t.test('The list is filtered by the rule by which people and groups are found', async (t) => {
  const names = ["O'Brien", 'Jean-Luc', '山田太郎', 'İstanbul', 'Ivan', 'ΟΔΟΣΤΡΩΜΑ', 'José', 'Karl M. Davis']
  const all = [...names.map(group), direct({})]
  for (const [typed, ...expected] of [
    ['brien', "O'Brien"],
    ["o'b", "O'Brien"],
    ['luc', 'Jean-Luc'],
    ['jean-l', 'Jean-Luc'],
    ['太郎', '山田太郎'],
    ['istanbul', 'İstanbul'],
    ['ivan', 'Ivan'],
    ['ΟΔΟΣ', 'ΟΔΟΣΤΡΩΜΑ'],
    ['jose', 'José'],
    ['karl davis', 'Karl M. Davis'],
    ['ada', '(Ada)'],
    ['@ada', '(Ada)'],
    ['lovelace', '(Ada)'],
    ['arl'],
    ['ada karl'],
  ] as const)
    t.same(found(typed, ...all), expected, typed)
  t.equal(found('', ...all).length, all.length)
  t.equal(found('@', ...all).length, all.length)
})

t.test('No language of the browser changes what is found', async (t) => {
  t.intercept(String.prototype, 'toLocaleLowerCase', {
    value(this: string): string {
      return this.replaceAll('I', 'ı').replaceAll('İ', 'i').toLowerCase()
    },
  })
  t.equal('I'.toLocaleLowerCase(), 'ı')
  t.same(found('ivan', group('Ivan')), ['Ivan'])
  t.same(found('IVAN', group('Ivan')), ['Ivan'])
})

t.test('What was put away is found by its name alone, and the deleted by none of theirs', async (t) => {
  const summary = group('Engine')
  const hidden = { ...summary, membership: { ...summary.membership, hidden: true } }
  t.same(found('', hidden), [])
  t.same(found('eng', hidden), ['Engine'])
  t.same(found('lovelace', direct({ deleted: true })), [])
})
