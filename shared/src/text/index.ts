/** What a text and a name are, said once for the server, the client and both search indexes. */
export * from './fold.ts'
export * from './highlight.ts'
export * from './links.ts'
export * from './name.ts'
export * from './sought.ts'
export * from './stored-text.ts'
