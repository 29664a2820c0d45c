import t from 'tap'

import { LocalBus } from '../../api/src/bus/local-bus.ts'
import { busContract } from '../contract/bus.contract.ts'

busContract(t, 'within an instance', async () => {
  const errors: unknown[] = []
  const bus = new LocalBus((error) => errors.push(error))
  return { here: bus, there: bus, errors, settled: () => Promise.resolve() }
})
