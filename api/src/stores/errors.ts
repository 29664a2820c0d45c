/** What a store may answer instead of data. Adapters translate their drivers' errors into these. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError'
}

/** A unique key is taken. Nothing was written. */
export class Duplicate extends StoreError {
  override readonly name = 'Duplicate'
}

/** A limit that the store itself keeps would be exceeded. Nothing was written. */
export class LimitReached extends StoreError {
  override readonly name = 'LimitReached'
  readonly limit:
    | 'members-of-group'
    | 'bans-of-group'
    | 'conversations-of-user'
    | 'blocks-of-user'
    | 'tokens-of-user'
    | 'files-of-user'
    | 'saved-of-user'
    | 'scheduled-of-user'
    | 'drafts-of-user'

  constructor(limit: LimitReached['limit'], options?: ErrorOptions) {
    super(`The limit of ${limit} is reached`, options)
    this.limit = limit
  }
}

/** What the write was decided by is not so any more: decide again. Nothing was written. */
export class Outdated extends StoreError {
  override readonly name = 'Outdated'
}

/** There is no room for more bytes. */
export class StorageFull extends StoreError {
  override readonly name = 'StorageFull'
}

/** The database is out of reach, or too slow to wait for. What a write did is not known. */
export class Unavailable extends StoreError {
  override readonly name: string = 'Unavailable'
}

/** The database answers, but everything that was asked took longer than one may wait. */
export class TooSlow extends Unavailable {
  override readonly name = 'TooSlow'
}

/** What else waits for the database would wait in vain. */
export const isOutage = (error: unknown): error is Unavailable =>
  error instanceof Unavailable && !(error instanceof TooSlow)
