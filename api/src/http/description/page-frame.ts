const header = (current: 'requests' | 'protocol'): string => {
  const link = (page: typeof current, address: string, words: string): string =>
    `<a href="${address}"${page === current ? ' aria-current="page"' : ''}>${words}</a>`
  return `<header class="parley-head">
      <a class="parley-mark" href="/" aria-label="Parley"><img src="/docs/wordmark.svg" alt="" /></a>
      <nav aria-label="Documentation">
        ${link('requests', '/docs', 'Requests')}
        ${link('protocol', '/docs/protocol', 'Protocol')}
      </nav>
      <a class="parley-back" href="/">Back<span> to Parley</span></a>
    </header>`
}

const viewport = '<meta name="viewport" content="width=device-width, initial-scale=1" />'

/** Swagger UI's page, which knows of neither. */
export const withHeader = (page: string): string =>
  page
    .replace('<title>', `${viewport}<title>`)
    .replace('<div id="swagger-ui">', `${header('requests')}<div id="swagger-ui">`)

/** A page of its own beside it, in the same look. */
export const documentPage = (title: string, content: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    ${viewport}
    <title>${title}</title>
    <link rel="icon" type="image/svg+xml" href="/docs/static/theme/icon.svg" />
    <link rel="stylesheet" href="/docs/static/theme/docs.css" />
  </head>
  <body>
    ${header('protocol')}
    <main class="parley-document">${content}</main>
  </body>
</html>
`
