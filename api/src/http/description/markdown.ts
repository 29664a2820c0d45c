/** As HTML, of as much of Markdown as our own documents use. Of a link whose address is null the words remain. */
export function htmlOf(markdown: string, addressOf: (target: string) => string | null): string {
  const inlineOf = (text: string): string => inline(text, addressOf)
  const blocks = markdown.trimEnd().split(/\n{2,}/)
  return blocks.map((block) => blockOf(block, inlineOf)).join('\n')
}

function blockOf(block: string, inlineOf: (text: string) => string): string {
  const [, { length } = '', title = ''] = /^(#+) (.+)$/.exec(block) ?? []
  if (length > 0) return `<h${length} id="${anchorOf(title)}">${inlineOf(title)}</h${length}>`
  if (block.startsWith('    '))
    return `<pre tabindex="0"><code>${escaped(block.replaceAll(/^ {4}/gm, ''))}</code></pre>`
  if (block.startsWith('|')) return tableOf(block, inlineOf)
  const [mark = ''] = /^(?:-|\d+\.) /.exec(block) ?? []
  if (mark === '') return `<p>${inlineOf(block)}</p>`
  const items = block.split(/^(?:-|\d+\.) /m).slice(1)
  const list = mark === '- ' ? 'ul' : 'ol'
  return `<${list}>${items.map((item) => `<li>${inlineOf(item.trimEnd())}</li>`).join('')}</${list}>`
}

function tableOf(block: string, inlineOf: (text: string) => string): string {
  const [head = '', , ...rows] = block.split('\n')
  const rowOf = (row: string, tag: string): string => {
    const cells = row.slice(1, -1).split('|')
    return `<tr>${cells.map((cell) => `<${tag}>${inlineOf(cell.trim())}</${tag}>`).join('')}</tr>`
  }
  const body = rows.map((row) => rowOf(row, 'td')).join('')
  return `<div class="table" tabindex="0"><table><thead>${rowOf(head, 'th')}</thead><tbody>${body}</tbody></table></div>`
}

/** What stands in backticks is as it is. */
const inline = (text: string, addressOf: (target: string) => string | null): string =>
  text
    .split(/(`[^`]+`)/)
    .map((part, at) => (at % 2 === 1 ? `<code>${escaped(part.slice(1, -1))}</code>` : escaped(part)))
    .join('')
    .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replaceAll(/(?<![\w>])_([^_]+)_(?!\w)/g, '<em>$1</em>')
    .replaceAll(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, words: string, target: string) => {
      const address = addressOf(target)
      return address === null ? words : `<a href="${address}">${words}</a>`
    })

/** As where the document is read otherwise. */
const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
