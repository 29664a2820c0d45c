/** What a text and a name are, said once for the server, the client and both search indexes. */
export * from './control-characters.ts'
export * from './counting.ts'
export * from './fold.ts'
export * from './links.ts'
export * from './names.ts'
export * from './stored-text.ts'
export * from './visible.ts'
