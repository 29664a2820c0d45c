/** What the rules need from outside besides stores and the bus. */
export interface Clock {
  /** For instants that are shown or stored. People and networks set this clock, forward and back. */
  now(): Date
  /** For durations: nobody sets this clock. */
  monotonicMs(): number
}

export interface Ids {
  /** A random UUID (version 4, lower case). */
  uuid(): string
}

/** Where too many wait, those whom an account knows go first. */
export type Standing = 'known' | 'stranger'

export interface PasswordHasher {
  /** @throws DomainError `overloaded` when too many wait already */
  hash(password: string, standing: Standing): Promise<string>
  /** False also for a hash that cannot be read. Against null it takes as long as against a real one. */
  verify(hash: string | null, password: string, standing: Standing): Promise<boolean>
  /** Whether a hash was made with weaker parameters than today's. */
  isOutdated(hash: string): boolean
}

/** A picture as a message shows it. */
export interface PictureFacts {
  /** After it was turned as it is to be seen. */
  readonly width: number
  readonly height: number
  /** 6×5 points of red, green and blue, row by row, in base64. */
  readonly blur: string
  /** Smaller, turned, and with nothing of what a camera adds. */
  readonly preview: Uint8Array
}

/** A square of a picture, in points of the picture after it was turned. */
export interface Crop {
  readonly x: number
  readonly y: number
  readonly size: number
}

/** A square of a picture as WebP, with nothing of what a camera adds. */
export interface Squares {
  readonly large: Uint8Array
  readonly small: Uint8Array
}

/** Of bytes that come one after the other. */
export interface RunningHash {
  update(bytes: Uint8Array): unknown
  digest(encoding: 'hex'): string
}

/** Looks into files that anybody may have sent. */
export interface FileInspector {
  sha256(): RunningHash
  /** What its first bytes say that it is; null when they say nothing. */
  typeOf(head: Uint8Array): Promise<string | null>
  /** Null for what is no picture of a kind that is drawn here, is broken, too large or takes too long. */
  picture(
    type: string,
    content: () => Promise<AsyncIterable<Uint8Array> | null>,
  ): Promise<PictureFacts | null>
  /**
   * As much of the square as is within; the one in the middle where none is given.
   * @throws DomainError picture_invalid for what `picture` has nothing of; pictures_unavailable, overloaded
   */
  squares(
    type: string,
    content: () => Promise<AsyncIterable<Uint8Array> | null>,
    crop: Crop | null,
  ): Promise<Squares>
}

/** Structured logging as the domain needs it; pino's loggers fit. */
export interface Log {
  info(facts: object, text: string): void
  warn(facts: object, text: string): void
  error(facts: object, text: string): void
}

/** Counts that all instances add to. Nothing in it throws. */
export interface SharedTallies {
  /** Answers with the sum; null when there is none to be had. It is forgotten when it is not added to for so long. */
  add(key: string, amount: number, keptMs: number): Promise<number | null>
}

/** What the running system counts of itself. Nothing decides by it, and nothing in it fails or waits. */
export interface Metrics {
  /** A commit of so many sends and changes begins; the answer is called when it has ended, however it did. */
  writeStarted(size: number): () => void
  /** Messages that were stored for the first time. */
  messagesStored(count: number): void
  socketOpened(): void
  socketClosed(): void
  /** One event was handed to so many connections. */
  delivered(connections: number): void
}
