import { highlights, inCodePoints } from '@parley/shared/text'
import t from 'tap'

import { foundLine } from '../../../web/src/ui/search/found-line.ts'
import { settled } from '../../../web/src/ui/search/settled.ts'

const marked = (text: string, query: string): string => {
  const line = foundLine({ text, ranges: inCodePoints(text, highlights(text, query)) })
  return line.found.reduceRight(
    (shown, { from, to }) => `${shown.slice(0, from)}[${shown.slice(from, to)}]${shown.slice(to)}`,
    line.text,
  )
}

t.test('What the server found is marked in what is read of a message', async (t) => {
  t.equal(marked('The **red** book', 'red'), 'The [red] book')
  t.equal(marked('The **red** book', '"red book"'), 'The [red][ book]')
  t.equal(marked('😀 two\nlines, two', 'two'), '😀 [two] lines, [two]')
  t.equal(marked('- one\n- two', 'two'), '• one • [two]')
  t.equal(marked('plain', 'from:ada'), 'plain')
  t.notMatch(marked('||the secret|| word', 'secret word'), 'secret', 'nothing that is hidden')
  t.match(marked('||the secret|| word', 'secret word'), '[word]')
})

t.test('A filter that is begun waits until it is whole', async (t) => {
  for (const begun of ['from:', 'in:', 'on:', 'before:2026-1', 'has:li', 'has:'])
    t.equal(settled(`tea ${begun}`), 'tea')
  for (const query of ['tea', 'from:ada', 'on:2026-01-01', 'on:today', 'has:cake', 'from: tea', ''])
    t.equal(settled(query), query)
})
