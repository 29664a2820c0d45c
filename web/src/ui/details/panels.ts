export { GroupPanel } from './group-panel.ts'
export { PersonPanel } from './person-panel.ts'
