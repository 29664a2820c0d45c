/** A piece of what somebody typed, and where in it that begins. */
export interface Text {
  readonly kind: 'text'
  readonly text: string
  readonly at: number
}

export interface Styled {
  readonly kind: 'emphasis' | 'strong' | 'strike' | 'spoiler'
  readonly content: readonly Inline[]
}

export interface InlineCode {
  readonly kind: 'code'
  readonly content: readonly Text[]
}

export interface NamedLink {
  readonly kind: 'link'
  readonly href: string
  /** Where it leads, if what one reads does not say so. */
  readonly host: string | null
  readonly content: readonly Inline[]
}

/** With its `@`, as it was typed. */
export interface Mention {
  readonly kind: 'mention'
  /** The username, or `all`. */
  readonly name: string
  readonly content: readonly Text[]
}

export type Inline = Text | Styled | InlineCode | NamedLink | Mention

/** With its line breaks and empty lines, as they were typed. */
export interface Paragraph {
  readonly kind: 'paragraph'
  readonly content: readonly Inline[]
}

export interface CodeBlock {
  readonly kind: 'code-block'
  /** As somebody named it, or ''. */
  readonly language: string
  readonly lines: readonly Text[]
}

export interface Quote {
  readonly kind: 'quote'
  readonly blocks: readonly Block[]
}

export interface List {
  readonly kind: 'list'
  /** The number of the first item; null where they have none. */
  readonly start: number | null
  readonly items: readonly (readonly Block[])[]
}

export type Block = Paragraph | CodeBlock | Quote | List
