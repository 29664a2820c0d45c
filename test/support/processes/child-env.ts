/** What a process of the project gets from this one: no setting, but where compiled modules are kept. */
export const childEnv = {
  PATH: process.env['PATH'],
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
}
