import t from 'tap'

import { LocalPresence } from '../../api/src/domain/presence/local-presence.ts'
import { presenceRegistryContract } from '../contract/presence-registry.contract.ts'

presenceRegistryContract(t, 'within an instance', async () => new LocalPresence())
