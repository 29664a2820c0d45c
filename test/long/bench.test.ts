import t from 'tap'

import { benchTells } from '../support/processes/bench.ts'
import { isRefusal, runScript } from '../support/processes/script.ts'

const kinds = ['idle', 'history', 'search', 'login', 'storm', 'typing']

t.test('A short run of what is not talk ends, and tells what it promises', async (t) => {
  const { results } = await benchTells(t, { place: 'embedded', seconds: 0.5, kinds, settings: {} })
  const incomplete = results['embedded']?.scenarios['storm']?.goals.find(({ what }) =>
    what.includes('in the end'),
  )
  t.equal(incomplete?.value, 0, 'whoever was cut off misses nothing')
})

t.test('It says in a sentence what it cannot do', async (t) => {
  t.ok(isRefusal(await runScript('bench', '--only', 'everything')))
  t.ok(isRefusal(await runScript('bench', '--on', 'servers')), 'no server is named')
})
