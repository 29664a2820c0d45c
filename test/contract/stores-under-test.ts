import type { Test } from 'tap'

import type { SqlStores } from '../../api/src/adapters/sql/stores.ts'
import type { Pretending } from '../support/pretending.ts'

/** What a suite needs from the adapter that it is run on. */
export type StoresUnderTest = SqlStores & Pretending

export type OpenStores = (t: Test) => Promise<StoresUnderTest>
