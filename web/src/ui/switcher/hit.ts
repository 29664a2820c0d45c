/** Something that can be jumped to, or done. */
export interface Hit {
  readonly id: string
  /** Drawn when it is shown. */
  picture(): Element
  readonly name: string
  readonly facts: string
  /** Unread messages, where they are counted. */
  readonly unread?: number
  readonly key?: string
  run(): void
}

export interface HitGroup {
  readonly title: string
  readonly hits: readonly Hit[]
}
