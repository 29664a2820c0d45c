/** Nothing but rows, a text box and links, made as plainly as it can be: what a browser needs for the same by itself. */
export const referencePage = (lengths: Readonly<Record<string, number>>): string => `<!doctype html>
<style>
  body { display: flex; height: 100vh; margin: 0 }
  main { display: flex; flex-direction: column; flex: 1 }
  .timeline { flex: 1; overflow: auto; display: flex; flex-direction: column-reverse }
</style>
<nav>${Object.keys(lengths)
  .map((path) => `<a href="${path}">${path}</a>`)
  .join('')}</nav>
<main><div class="timeline"><div id="rows"></div></div><textarea></textarea></main>
<script>
  const lengths = ${JSON.stringify(lengths)}, rows = document.querySelector('#rows')
  const timeline = rows.parentElement, box = document.querySelector('textarea')
  let first = 0
  const row = (text) => {
    const made = document.createElement('p')
    made.dataset.row = ''
    made.textContent = text
    return made
  }
  const older = () => {
    const from = Math.max(0, first - 80), made = []
    for (let at = from; at < first; at += 1) made.push(row('Message ' + at + ' of a conversation'))
    first = from
    rows.prepend(...made)
  }
  const open = (path) => {
    rows.replaceChildren()
    first = lengths[path]
    older()
  }
  timeline.onscroll = () => timeline.scrollHeight - timeline.clientHeight + timeline.scrollTop < 800 && older()
  for (const link of document.querySelectorAll('a'))
    link.onclick = (event) => { event.preventDefault(); open(link.getAttribute('href')) }
  box.onkeydown = (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    rows.append(row(box.value))
    box.value = ''
  }
  window.pour = (count) => { if (count > 0) { rows.append(row('Poured ' + count + '.')); setTimeout(() => pour(count - 1)) } }
</script>`
