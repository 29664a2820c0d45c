const directionControls = /[\u202a-\u202e\u2066-\u2069]/gu

/** A name within a sentence: it takes its own direction, and the sentence keeps that of the interface. */
export const isolated = (name: string): string => `\u2068${name.replace(directionControls, '')}\u2069`

/** A sentence as it is spoken. */
export const unmarked = (sentence: string): string => sentence.replace(directionControls, '')

/** What of a sentence is ours and what are names: every other piece is one. */
export const sentencePieces = (sentence: string): string[] => sentence.split(/\u2068([^\u2069]*)\u2069/u)
