import t from 'tap'

import { benchTells } from '../support/processes/bench.ts'

const kinds = ['directs', 'groups']

t.test(
  'A short run of talk, as fast as it is answered and at set times, tells what it promises',
  async (t) => {
    const { results } = await benchTells(t, { place: 'embedded', seconds: 2, kinds, settings: {} })
    t.equal(results['embedded']?.stores, 'accounts in SQLite, messages in SQLite')
    t.match(results['embedded']?.scenarios['directs']?.goals, [{ what: /of bare ws/, limit: 'at least 0.5' }])
    const warnings = kinds.flatMap((kind) => results['embedded']?.scenarios[kind]?.warnings ?? [])
    const lost = warnings.filter((warning) => warning.includes('lost'))
    t.strictSame(lost, [], 'what was sent has arrived, at the references too')
  },
)
