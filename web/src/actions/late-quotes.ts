import type { ConversationId } from '@parley/shared'

import type { Store } from '../state/store.ts'
import type { FetchQuotes, QuoteLoader } from './quote-loader.ts'

/** Wants a message that another one answers. */
export type LookUp = (id: ConversationId, seq: number) => void

/** Pages bring along what they quote, so that who asks for it may come late. */
export function lateQuotes(store: Store, fetch: FetchQuotes): LookUp {
  let loading: Promise<QuoteLoader> | null = null
  return (id, seq) => {
    loading ??= import('./quote-loader.ts').then((module) => new module.QuoteLoader(store, fetch))
    loading.then(
      (loader) => loader.ask(id, seq),
      () => (loading = null),
    )
  }
}
