const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 24 || (major === 24 && minor < 15)) {
  console.error(
    `Parley needs Node.js 24.15 or later, and this is ${process.versions.node}: use its npm scripts, which bring their own, or update Node.js.`,
  )
  process.exit(1)
}
