import { writeOpenapi } from './openapi-file.ts'

await writeOpenapi()
console.log('openapi.yaml is written.')
