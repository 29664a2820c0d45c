/** What a text and a name are, said once for the server, the client and both search indexes. */
export * from './fold.ts'
export * from './links.ts'
export * from './stored-text.ts'
